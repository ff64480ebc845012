namespace SecurityResponder.Charts.Tests;

public sealed class EnvironmentTests
{
    [Fact]
    public async Task By_default_the_program_is_told_the_endpoint_the_mode_and_where_to_tell_it() => Assert.Equal(
        new Dictionary<string, string?>
        {
            ["SECURITY_RESPONDER_ENDPOINT"] = "https://security-responder.rke2.io/v1/check",
            ["SECURITY_RESPONDER_MODE"] = "recommended",
            ["SECURITY_RESPONDER_NOTIFY"] = "status,events",
        },
        (await Helm.TemplateAsync("schedule: '17 3 * * *'")).Environment());

    [Fact]
    public async Task The_mode_and_the_endpoint_are_those_of_the_values()
    {
        var environment = (await Helm.TemplateAsync("""
            mode: minimal
            check: {endpoint: "https://responder.example.com/v1/check"}
            """)).Environment();

        Assert.Equal("minimal", environment["SECURITY_RESPONDER_MODE"]);
        Assert.Equal("https://responder.example.com/v1/check", environment["SECURITY_RESPONDER_ENDPOINT"]);
    }

    [Theory]
    [InlineData("global: {prime: {enabled: true}}", "true")]
    [InlineData("global: {prime: {enabled: 'true'}}", "true")]
    [InlineData("global: {prime: {enabled: false}}", "false")]
    [InlineData("global: {prime: {enabled: 'false'}}", "false")]
    [InlineData("global: {prime: {enabled: ''}}", null)]
    [InlineData("global: {prime: {enabled: null}}", null)]
    [InlineData("global: {prime: null}", null)]
    [InlineData("global: null", null)]
    public async Task What_RKE2_says_about_Prime_is_passed_on(string values, string? expected) =>
        Assert.Equal(expected, (await Helm.TemplateAsync(values)).Environment().GetValueOrDefault("SECURITY_RESPONDER_PRIME"));

    [Fact]
    public async Task A_disabled_check_tells_the_program_to_send_nothing()
    {
        var manifests = await Helm.TemplateAsync("check: {disabled: true}");

        Assert.Equal("true", manifests.Environment()["DISABLE_SECURITY_RESPONDER_CHECK"]);
    }

    [Fact]
    public async Task What_is_disabled_cannot_be_enabled_by_an_extra_variable()
    {
        var manifests = await Helm.TemplateAsync("""
            check: {disabled: true}
            extraEnv: [{name: DISABLE_SECURITY_RESPONDER_CHECK, value: "false"}]
            """);

        Assert.Equal("true", manifests.Environment()["DISABLE_SECURITY_RESPONDER_CHECK"]);
    }

    [Fact]
    public async Task An_extra_variable_takes_the_place_of_the_one_that_the_chart_sets()
    {
        var environment = (await Helm.TemplateAsync("""
            extraEnv:
              - {name: SECURITY_RESPONDER_MODE, value: minimal}
              - {name: SECURITY_RESPONDER_DEV, value: "true"}
            """)).Environment();

        Assert.Equal("minimal", environment["SECURITY_RESPONDER_MODE"]);
        Assert.Equal("true", environment["SECURITY_RESPONDER_DEV"]);
    }

    [Fact]
    public async Task An_extra_variable_may_come_from_a_secret()
    {
        var manifests = await Helm.TemplateAsync("extraEnv: [{name: HTTPS_PROXY, valueFrom: {secretKeyRef: {name: proxy, key: url}}}]");

        Assert.Equal("proxy", manifests.Container()["env"]!.Items[^1]["valueFrom.secretKeyRef.name"]!.Text);
    }

    [Fact]
    public async Task No_argument_undoes_a_disabled_check()
    {
        async Task<string[]> ArgumentsAsync(string values) =>
            [.. ((await Helm.TemplateAsync(values)).Container()["args"]?.Items ?? []).Select(argument => argument.Text!)];

        Assert.Equal(
            ["--disabled=false", "--verbose", "--disabled=true"],
            await ArgumentsAsync("{check: {disabled: true}, extraArgs: [--disabled=false, --verbose]}"));
        Assert.Equal(["--verbose"], await ArgumentsAsync("extraArgs: [--verbose]"));
        Assert.Empty(await ArgumentsAsync("check: {disabled: true}"));
    }

    [Fact]
    public async Task A_proxy_is_never_between_the_program_and_the_Kubernetes_API()
    {
        var environment = (await Helm.TemplateAsync("proxy: {httpsProxy: 'http://proxy.example.com:3128'}")).Environment();

        Assert.Equal("http://proxy.example.com:3128", environment["HTTPS_PROXY"]);
        Assert.StartsWith("$(KUBERNETES_SERVICE_HOST),", environment["NO_PROXY"], StringComparison.Ordinal);
        Assert.DoesNotContain("HTTP_PROXY", environment.Keys);
    }

    [Fact]
    public async Task Each_proxy_value_has_its_variable()
    {
        var environment = (await Helm.TemplateAsync("""
            proxy: {httpProxy: "http://a:1", httpsProxy: "http://b:2", noProxy: .example.com}
            """)).Environment();

        Assert.Equal("http://a:1", environment["HTTP_PROXY"]);
        Assert.Equal("http://b:2", environment["HTTPS_PROXY"]);
        Assert.Equal(".example.com", environment["NO_PROXY"]);
    }

    [Theory]
    [InlineData("configMapName", "configMap.name")]
    [InlineData("secretName", "secret.secretName")]
    public async Task A_private_CA_is_mounted_read_only_and_named_to_the_program(string value, string source)
    {
        var manifests = await Helm.TemplateAsync($"privateCA: {{{value}: our-ca, key: root.pem}}");
        var volume = Assert.Single(manifests.Pod()["volumes"]!.Items);
        var mount = Assert.Single(manifests.Container()["volumeMounts"]!.Items);

        Assert.Equal("our-ca", volume[source]!.Text);
        var item = Assert.Single(volume[source.Split('.')[0]]!["items"]!.Items);
        Assert.Equal("root.pem", item["key"]!.Text);
        Assert.Equal(volume["name"]!.Text, mount["name"]!.Text);
        Assert.Equal("true", mount["readOnly"]!.Text);
        Assert.Equal($"{mount["mountPath"]!.Text}/{item["path"]!.Text}", manifests.Environment()["SECURITY_RESPONDER_CA_FILE"]);
    }
}
