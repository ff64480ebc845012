namespace SecurityResponder.Charts.Tests;

/// <summary>Feed mode in the chart: where the feed comes from, and that no endpoint is named then.</summary>
public sealed class FeedTests
{
    [Fact]
    public async Task A_feed_takes_the_place_of_the_endpoint()
    {
        var environment = (await Helm.TemplateAsync("check: {feed: \"https://mirror.example/rke2/feed.json\"}")).Environment();

        Assert.Equal("https://mirror.example/rke2/feed.json", environment["SECURITY_RESPONDER_FEED"]);
        Assert.DoesNotContain("SECURITY_RESPONDER_ENDPOINT", environment.Keys);
        Assert.DoesNotContain("SECURITY_RESPONDER_FEED_PUBLIC_KEY", environment.Keys);
    }

    [Fact]
    public async Task A_ConfigMap_is_mounted_read_only_beside_a_private_CA_and_the_key_is_handed_over()
    {
        var manifests = await Helm.TemplateAsync("""
            check:
              feedConfigMap: {name: rke2-feed}
              feedPublicKey: |
                -----BEGIN PUBLIC KEY-----
                MFkw
                -----END PUBLIC KEY-----
            privateCA: {secretName: ca}
            """);
        var environment = manifests.Environment();

        Assert.Equal("/feed/feed.json", environment["SECURITY_RESPONDER_FEED"]);
        Assert.Equal("-----BEGIN PUBLIC KEY-----\nMFkw\n-----END PUBLIC KEY-----\n", environment["SECURITY_RESPONDER_FEED_PUBLIC_KEY"]);
        var volumes = manifests.Pod()["volumes"]!.Items;
        Assert.Equal(["feed", "private-ca"], volumes.Select(volume => volume["name"]!.Text));
        Assert.Equal("rke2-feed", volumes[0]["configMap.name"]!.Text);
        Assert.Equal(["true", "true"], manifests.Container()["volumeMounts"]!.Items.Select(mount => mount["readOnly"]!.Text));
    }

    [Fact]
    public async Task A_feed_in_the_image_needs_no_volume()
    {
        var manifests = await Helm.TemplateAsync("{image: {tag: v0.2.0-feed20261129}, check: {feed: /feed.json}}");

        Assert.Equal("/feed.json", manifests.Environment()["SECURITY_RESPONDER_FEED"]);
        Assert.EndsWith(":v0.2.0-feed20261129", manifests.Container()["image"]!.Text, StringComparison.Ordinal);
        Assert.Null(manifests.Pod()["volumes"]);
    }

    [Fact]
    public async Task With_a_report_beside_the_feed_the_program_gets_both_addresses()
    {
        var environment = (await Helm.TemplateAsync("check: {feed: /feed.json, report: true}")).Environment();

        Assert.Equal("/feed.json", environment["SECURITY_RESPONDER_FEED"]);
        Assert.Equal("true", environment["SECURITY_RESPONDER_REPORT"]);
        Assert.Equal("https://security-responder.rke2.io/v1/check", environment["SECURITY_RESPONDER_ENDPOINT"]);
        Assert.DoesNotContain("SECURITY_RESPONDER_REPORT", (await Helm.TemplateAsync("check: {feed: /feed.json}")).Environment().Keys);
    }

    [Theory]
    [InlineData("check: {feed: \"http://mirror.example/feed.json\"}")]
    [InlineData("check: {feed: \"https://mirror.example/feed.json?x=1\"}")]
    [InlineData("check: {feed: feed.json}")]
    [InlineData("check: {feed: /feed/feed.json}")]
    [InlineData("check: {feedVolume: {emptyDir: {}}}")]
    [InlineData("check: {feedConfigMap: {name: a}, feedVolume: {emptyDir: {}}, feed: /feed/feed.json}")]
    [InlineData("check: {feedConfigMap: {name: a}, feed: \"https://mirror.example/feed.json\"}")]
    [InlineData("check: {feedPublicKey: nonsense, feed: \"https://mirror.example/feed.json\"}")]
    [InlineData("check: {feedPublicKey: \"-----BEGIN PUBLIC KEY-----\\nMFkw\\n-----END PUBLIC KEY-----\"}")]
    public Task What_leads_nowhere_or_is_not_safe_is_refused(string values) => Helm.RefusesAsync(Helm.Chart, values, "check");
}
