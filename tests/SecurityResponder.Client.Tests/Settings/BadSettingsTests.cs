using SecurityResponder.Fakes;

namespace SecurityResponder.Client.Tests.Settings;

/// <summary>Bad settings: exit code 2 and one line that names the place and what belongs there; nothing is read, nothing is sent.</summary>
public sealed class BadSettingsTests
{
    [Theory]
    [InlineData("unknown argument --modus; --help lists all flags", "--modus", "minimal")]
    [InlineData("unknown argument minimal; --help lists all flags", "minimal")]
    [InlineData("unknown argument --token; --help lists all flags", "--token=secret-7")]
    [InlineData("--mode needs a value: what the report contains: recommended, or "
        + "minimal (without node counts, CPU, memory, Rancher's version and installation ID)",
        "--mode")]
    [InlineData("--mode is \"all\", expected recommended or minimal", "--mode", "all")]
    [InlineData("--mode is \"Minimal\", expected recommended or minimal", "--mode=Minimal")]
    [InlineData("--mode is \"--debug\", expected recommended or minimal", "--mode", "--debug")]
    [InlineData("--endpoint is \"\", expected an http or https URL without user name", "--endpoint=")]
    [InlineData("--endpoint is \"responder.example\", expected an http or https URL without user name", "--endpoint", "responder.example")]
    [InlineData("--endpoint is \"/v1/check\", expected an http or https URL without user name", "--endpoint", "/v1/check")]
    [InlineData("--endpoint is \"https://\", expected an http or https URL without user name", "--endpoint", "https://")]
    [InlineData("--endpoint is \"ftp://a.example/\", expected an http or https URL without user name", "--endpoint", "ftp://a.example/")]
    [InlineData("--endpoint is \"…@a.example/\", expected an http or https URL without user name", "--endpoint",
        "https://bob:secret-7@a.example/")]
    [InlineData("--api-server is \"…@a.example/\", expected an http or https URL without user name", "--api-server",
        "https://secret-7@a.example/")]
    [InlineData("--notify is \"mail\", expected status, events, or both separated by a comma", "--notify", "mail")]
    [InlineData("--timeout is \"0\", expected a number from 1 to 60", "--timeout", "0")]
    [InlineData("--timeout is \"301\", expected a number from 1 to 60", "--timeout", "301")]
    [InlineData("--timeout is \"30s\", expected a number from 1 to 60", "--timeout", "30s")]
    [InlineData("--log-format is \"xml\", expected logfmt or json", "--log-format", "xml")]
    [InlineData("--debug is \"maybe\", expected true or false", "--debug=maybe")]
    [InlineData("--kubeconfig, --api-server and --cluster-dump exclude each other", "--api-server", "http://127.0.0.1:8001",
        "--cluster-dump", "-")]
    [InlineData("--context is a kubeconfig's: omit --api-server and --cluster-dump", "--context", "harbour", "--cluster-dump", "-")]
    [InlineData("--context is a kubeconfig's: omit --api-server and --cluster-dump", "--context", "harbour",
        "--api-server", "http://127.0.0.1:8001")]
    [InlineData("--feed-public-key needs --feed", "--feed-public-key", "key.pem")]
    [InlineData("--output is \"xml\", expected text, wide, json, yaml or markdown", "-o", "xml")]
    [InlineData("--output is \"JSON\", expected text, wide, json, yaml or markdown", "--output=JSON")]
    [InlineData("--output needs a value: print the result as text, wide, json, yaml or markdown", "-o")]
    [InlineData("--fail-on is \"urgent\", expected critical, high, medium, low, exploited or eol, or several of them separated by commas",
        "--fail-on", "urgent")]
    [InlineData("--fail-on is \"high,\", expected critical, high, medium, low, exploited or eol, or several of them separated by commas",
        "--fail-on", "high,")]
    [InlineData("--ignore-unknown needs --fail-on", "--ignore-unknown")]
    [InlineData("--fail-on and --debug exclude each other", "--fail-on", "eol", "--debug")]
    [InlineData("--quiet and --verbose exclude each other", "--quiet", "--verbose")]
    [InlineData("--print-plan and --output exclude each other", "--print-plan", "-o", "text")]
    [InlineData("--plan-window is \"daily\", expected days, hours and optionally a time zone, e.g. mon-fri 22:00-04:00 Europe/Berlin",
        "--print-plan", "--plan-window", "daily")]
    [InlineData("--plan-window needs --print-plan", "--plan-window", "mon 22:00-23:00")]
    [InlineData("--plan-drain needs --print-plan", "--plan-drain")]
    [InlineData("--plan-registry needs --print-plan", "--plan-registry", "registry.example")]
    [InlineData("--plan-pull-secret needs --print-plan", "--plan-pull-secret", "pull")]
    [InlineData("--plan-registry is \"https://a.example\", expected a registry without a scheme, e.g. registry.example:5000 or "
        + "registry.example/mirror", "--print-plan", "--plan-registry", "https://a.example")]
    [InlineData("--plan-pull-secret is \"Pull!\", expected the name of a Secret in the namespace system-upgrade", "--print-plan",
        "--plan-pull-secret", "Pull!")]
    [InlineData("--release is \"newest\", expected a version such as v1.35.5+rke2r1", "--release", "newest")]
    [InlineData("--compare is \"v1.35.5+rke2r1 newest\", expected two versions such as v1.34.5+rke2r1 v1.35.5+rke2r1", "--compare",
        "v1.35.5+rke2r1", "newest")]
    [InlineData("--compare needs 2 values: compare two releases with --feed: what B fixes, leaves open and brings against A", "--compare",
        "v1.35.5+rke2r1")]
    [InlineData("--release and --compare need --feed", "--release", "v1.35.5+rke2r1")]
    [InlineData("--release and --compare read no cluster: omit --kubeconfig, --context, --api-server and --cluster-dump", "--context",
        "a", "--release", "v1.35.5+rke2r1", "--feed", "feed.json")]
    [InlineData("--cni is \"weave\", expected canal, calico, cilium, flannel or none", "--cni", "weave")]
    [InlineData("--ingress is \"nginx\", expected ingress-nginx, traefik or none", "--ingress", "nginx")]
    [InlineData("--windows is \"yes\", expected true or false", "--windows=yes")]
    [InlineData("--cni needs --release or --compare", "--cni", "canal")]
    [InlineData("--ingress needs --release or --compare", "--ingress", "traefik")]
    [InlineData("--windows needs --release or --compare", "--windows")]
    public async Task A_bad_flag_is_named(string reason, params string[] arguments)
    {
        var (run, asked) = await RunAsync([], arguments);

        AssertBad(run, reason);
        Assert.Equal(0, asked);
        Assert.DoesNotContain("secret-7", run.Error);
    }

    [Theory]
    [InlineData("SECURITY_RESPONDER_ENDPOINT", "nowhere", "an http or https URL without user name")]
    [InlineData("SECURITY_RESPONDER_MODE", "full", "recommended or minimal")]
    [InlineData("SECURITY_RESPONDER_DEV", "yes", "true or false")]
    [InlineData("SECURITY_RESPONDER_PRIME", "yes", "true or false")]
    [InlineData("DISABLE_SECURITY_RESPONDER_CHECK", "maybe", "true or false")]
    [InlineData("SECURITY_RESPONDER_LOG_FORMAT", "text", "logfmt or json")]
    public async Task A_bad_variable_is_named(string variable, string value, string expected)
    {
        var (run, asked) = await RunAsync(new() { [variable] = value });

        AssertBad(run, $"{variable} is \"{value}\", expected {expected}");
        Assert.Equal(0, asked);
    }

    [Theory]
    [InlineData("--release and --compare exclude each other", "--compare", "v1.35.5+rke2r1", "v1.35.7+rke2r1")]
    [InlineData("--release and --compare have no report for --debug", "--debug")]
    public async Task A_release_excludes_other_runs(string reason, params string[] more) =>
        AssertBad(await ClientRun.OfAsync(["--feed", "feed.json", "--release", "v1.35.5+rke2r1", .. more]), reason);

    [Fact]
    public async Task Two_releases_have_no_plans() => AssertBad(
        await ClientRun.OfAsync("--feed", "feed.json", "--compare", "v1.35.5+rke2r1", "v1.35.7+rke2r1", "--print-plan"),
        "--compare and --print-plan exclude each other");

    [Fact]
    public async Task A_dump_that_is_not_there_is_a_bad_setting()
    {
        var run = await ClientRun.OfAsync("--cluster-dump", "no-such-file.txt");

        AssertBad(run, "the cluster dump no-such-file.txt cannot be opened (no such file)");
    }

    [Fact]
    public async Task A_value_with_line_ends_is_still_one_line()
    {
        var (run, _) = await RunAsync(new() { ["SECURITY_RESPONDER_MODE"] = "a\nlevel=info msg=\"data sent\"\u001b[2J" });

        AssertBad(run, "SECURITY_RESPONDER_MODE is \"a\nlevel=info msg=\"data sent\"\u001b[2J\", expected recommended or minimal");
        Assert.Equal(1, run.Error.Count(c => c == '\n'));
    }

    private static async Task<(ClientRun Run, int Asked)> RunAsync(Dictionary<string, string> environment, params string[] arguments)
    {
        await using var api = await FakeApiServer.StartAsync(new TestCluster { Nodes = [TestNode.Server("s1")] });
        await using var responder = await FakeResponder.StartAsync([Checking.Answers.Good]);
        string[] good = ["--endpoint", responder.Endpoint.AbsoluteUri];
        var variables = api.PodVariables().Concat(environment).ToDictionary();
        var run = await ClientRun.InAsync(variables, TimeProvider.System, [.. good, .. arguments]);
        return (run, api.Requests.All.Count + responder.Requests.All.Count);
    }

    private static void AssertBad(ClientRun run, string reason)
    {
        Assert.Equal(2, run.ExitCode);
        var line = Assert.Single(run.Log);
        Assert.Equal(("error", "bad settings", reason), (line.Level, line.Message, line["reason"]));
        Assert.Empty(run.Output);
    }
}
