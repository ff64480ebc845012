using SecurityResponder.Client.Tests.Checking;
using YamlDotNet.RepresentationModel;

namespace SecurityResponder.Client.Tests.Notifying;

/// <summary><c>--print-plan</c>: plans for the System Upgrade Controller.</summary>
public sealed class UpgradePlanTests : IDisposable
{
    private readonly SignedFeeds _feeds = new();

    public void Dispose() => _feeds.Dispose();

    [Fact]
    public async Task The_plans_take_servers_first_and_then_agents_to_the_recommended_version_and_nothing_else_is_printed()
    {
        var run = await SignedFeeds.RunAsync(_feeds.File(SignedFeeds.Good), "--print-plan");

        var yaml = new YamlStream();
        yaml.Load(new StringReader(run.Output));
        Assert.Equal(["rke2-server", "rke2-agent"], yaml.Select(plan => Text(plan, "metadata", "name")));
        Assert.All(yaml, plan =>
        {
            Assert.Equal(("upgrade.cattle.io/v1", "Plan"), (Text(plan, "apiVersion"), Text(plan, "kind")));
            Assert.Equal(
                ("v1.34.9+rke2r1", "1", "true"),
                (Text(plan, "spec", "version"), Text(plan, "spec", "concurrency"), Text(plan, "spec", "cordon")));
            Assert.Equal("rancher/rke2-upgrade", Text(plan, "spec", "upgrade", "image"));
        });
        Assert.Equal(
            ["prepare", "rke2-server"],
            ((YamlSequenceNode)yaml.Last().RootNode["spec"]["prepare"]["args"]).Select(word => word.ToString()));
        Assert.Contains("# From v1.34.5+rke2r1 to v1.34.9+rke2r1.", run.Output);
    }

    [Fact]
    public async Task Where_nothing_is_recommended_the_plan_is_a_comment()
    {
        var feed = _feeds.File("""{ "versions": [ { "name": "v1.34.5+rke2r1" } ], "advisories": [] }""");

        Assert.Equal("# No upgrade is recommended.\n", (await SignedFeeds.RunAsync(feed, "--print-plan", "--log-format", "json")).Output);
    }

    private static string Text(YamlDocument plan, params string[] path) =>
        path.Aggregate(plan.RootNode, (node, key) => node[key]).ToString();
}
