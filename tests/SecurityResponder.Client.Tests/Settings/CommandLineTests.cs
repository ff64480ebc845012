using SecurityResponder.Client.Logging;
using SecurityResponder.Client.Settings;
using SecurityResponder.Protocol;

namespace SecurityResponder.Client.Tests.Settings;

/// <summary>Every flag and every variable, what they default to, and which wins.</summary>
public sealed class CommandLineTests
{
    /// <summary>A flag with a value, its variable, and what the options then say.</summary>
    public static TheoryData<string?, string?, string, string, string> Valued => new()
    {
        { "--endpoint", "SECURITY_RESPONDER_ENDPOINT", "http://10.0.0.7/v1", nameof(ClientOptions.Endpoint), "http://10.0.0.7/v1" },
        { "--feed", "SECURITY_RESPONDER_FEED", "/feed/feed.json", nameof(ClientOptions.Feed),
            "FeedPlace { Name = /feed/feed.json, Address =  }" },
        { "--mode", "SECURITY_RESPONDER_MODE", "minimal", nameof(ClientOptions.Mode), "Minimal" },
        { "--output", null, "markdown", nameof(ClientOptions.Output), "Markdown" },
        { "--ca-file", "SECURITY_RESPONDER_CA_FILE", "ca.pem", nameof(ClientOptions.CaFile), "ca.pem" },
        { null, "SECURITY_RESPONDER_CA_BUNDLE", "all.pem", nameof(ClientOptions.CaBundle), "all.pem" },
        { null, "SECURITY_RESPONDER_MAX_DELAY", "300", nameof(ClientOptions.MaxDelaySeconds), "300" },
        { null, "SECURITY_RESPONDER_JOB", "job-29411040", nameof(ClientOptions.JobName), "job-29411040" },
        { "--timeout", null, "60", nameof(ClientOptions.TimeoutSeconds), "60" },
        { "--log-format", "SECURITY_RESPONDER_LOG_FORMAT", "json", nameof(ClientOptions.LogFormat), "Json" },
        { null, "SECURITY_RESPONDER_SERVICE_ACCOUNT", "/account", nameof(ClientOptions.ServiceAccountFolder), "/account" },
        { "--kubeconfig", null, "admin.conf", nameof(ClientOptions.Kubeconfig), "admin.conf" },
        { "--api-server", null, "http://127.0.0.1:8001", nameof(ClientOptions.ApiServer), "http://127.0.0.1:8001/" },
        { "--notify", "SECURITY_RESPONDER_NOTIFY", "status,events", nameof(ClientOptions.Notify), "Status, Events" },
        { "--alertmanager", "SECURITY_RESPONDER_ALERTMANAGER", "http://10.0.0.7:9093", nameof(ClientOptions.Alertmanagers),
            "http://10.0.0.7:9093/" },
        { "--cluster-dump", null, "-", nameof(ClientOptions.ClusterDump), "-" },
    };

    /// <summary>A switch, its variable, and what it sets.</summary>
    public static TheoryData<string, string?, string> Switches => new()
    {
        { "--dev", "SECURITY_RESPONDER_DEV", nameof(ClientOptions.IsDevelopment) },
        { "--report", "SECURITY_RESPONDER_REPORT", nameof(ClientOptions.ReportsBesideFeed) },
        { "--disabled", "DISABLE_SECURITY_RESPONDER_CHECK", nameof(ClientOptions.IsDisabled) },
        { "--debug", null, nameof(ClientOptions.IsDebug) },
        { "--print-plan", null, nameof(ClientOptions.PrintsPlan) },
        { "--verbose", null, nameof(ClientOptions.IsVerbose) },
        { "--quiet", null, nameof(ClientOptions.IsQuiet) },
    };

    [Fact]
    public void Nothing_set_means_the_defaults_of_the_chart()
    {
        var options = Parse([]);

        Assert.Equal("https://security-responder.rke2.io/v1/check", options.Endpoint.AbsoluteUri);
        Assert.Equal((ReportMode.Recommended, LogFormat.Logfmt, 30), (options.Mode, options.LogFormat, options.TimeoutSeconds));
        Assert.Equal((false, false, false, false), (options.IsDevelopment, options.IsDisabled, options.IsDebug, options.IsVerbose));
        Assert.Equal((null, null, null, null), (options.Kubeconfig, options.Context, options.ApiServer, options.ClusterDump));
        Assert.Equal((null, null), (options.CaFile, options.CaBundle));
        Assert.Null(options.IsPrime);
        Assert.Equal(NotifyChannels.None, options.Notify);
        Assert.Empty(options.Alertmanagers);
    }

    [Theory]
    [MemberData(nameof(Valued))]
    public void A_value_may_come_by_flag_with_one_dash_or_two_with_equals_sign_or_without_and_by_variable(
        string? flag, string? variable, string value, string option, string expected)
    {
        if (flag is not null)
        {
            Assert.All<string[]>(
                [[flag, value], [flag[1..], value], [$"{flag}={value}"], [$"{flag[1..]}={value}"]],
                arguments => Assert.Equal(expected, Text(Parse([], arguments), option)));
        }

        if (variable is not null)
        {
            Assert.Equal(expected, Text(Parse(new() { [variable] = value }), option));
        }
    }

    [Theory]
    [MemberData(nameof(Switches))]
    public void A_switch_takes_an_optional_value_and_may_be_set_by_variable(string flag, string? variable, string option)
    {
        Assert.All<string>(
            [flag, flag[1..], $"{flag}=true", $"{flag}=1", $"{flag}=TRUE"],
            argument => Assert.Equal("True", Text(Parse([], argument), option)));
        Assert.All<string>([$"{flag}=false", $"{flag}=0"], argument => Assert.Equal("False", Text(Parse([], argument), option)));
        if (variable is not null)
        {
            Assert.All<string>(["true", "1", "True"], value => Assert.Equal("True", Text(Parse(new() { [variable] = value }), option)));
            Assert.All<string>(["false", "0", ""], value => Assert.Equal("False", Text(Parse(new() { [variable] = value }), option)));
        }
    }

    [Theory]
    [InlineData("--prime", true)]
    [InlineData("--prime=true", true)]
    [InlineData("--prime=false", false)]
    public void Prime_may_be_true_or_false_or_left_to_the_cluster(string argument, bool expected)
    {
        Assert.Equal(expected, Parse([], argument).IsPrime);
        Assert.Equal(expected, Parse(new() { ["SECURITY_RESPONDER_PRIME"] = expected ? "true" : "false" }).IsPrime);
        Assert.Null(Parse(new() { ["SECURITY_RESPONDER_PRIME"] = "" }).IsPrime);
    }

    [Fact]
    public void Alertmanager_may_be_a_list() => Assert.Equal(
        [new("http://10.0.0.7:9093"), new("https://a.example")],
        Parse([], "--alertmanager", "http://10.0.0.7:9093,https://a.example").Alertmanagers);

    [Fact]
    public void Context_goes_with_a_kubeconfig_or_alone()
    {
        Assert.Equal("harbour", Parse([], "--kubeconfig", "admin.conf", "--context", "harbour").Context);
        Assert.Equal("harbour", Parse([], "--context", "harbour").Context);
    }

    /// <summary>Flags that need others, and what the options then say.</summary>
    public static TheoryData<string, string> Dependent => new()
    {
        { "--ignore-unknown --fail-on=low", "IgnoresUnknown = True" },
        { "--fail-on=high,eol,critical", "FailConditions { Severity = High, Exploited = False, EndOfLife = True }" },
        { "--print-plan --plan-drain", "IsDrained = True" },
        { "--print-plan --plan-registry=registry.example:5000/mirror", "Registry = registry.example:5000/mirror" },
        { "--print-plan --plan-pull-secret=pull", "PullSecret = pull" },
        { "--feed=f --release=v1.35.5+rke2r1", "Release = v1.35.5+rke2r1" },
        { "--feed=f --compare v1.34.5+rke2r1 v1.35.5+rke2r1", "Compared = v1.34.5+rke2r1 v1.35.5+rke2r1" },
        { "--feed=f --compare=v1.34.5+rke2r1..v1.35.5+rke2r1", "Compared = v1.34.5+rke2r1 v1.35.5+rke2r1" },
        { "--feed=f --release=v1.35.5+rke2r1 --cni=cilium", "Cni = cilium" },
        { "--feed=f --release=v1.35.5+rke2r1 --ingress=none", "Ingress = none" },
        { "--feed=f --release=v1.35.5+rke2r1 --windows", "HasWindows = True" },
        { "--feed=f --release=v1.35.5+rke2r1 --windows=false", "HasWindows = False" },
        { "-o yaml", "Output = Yaml" },
        { "-o=wide", "Output = Wide" },
    };

    [Theory]
    [MemberData(nameof(Dependent))]
    public void Flags_that_need_others_are_read(string arguments, string expected) =>
        Assert.Contains(expected, Parse([], arguments.Split(' ')).ToString());

    [Fact]
    public void A_flag_wins_over_its_variable_and_the_last_of_two_flags_holds()
    {
        var environment = new Dictionary<string, string> { ["SECURITY_RESPONDER_MODE"] = "minimal", ["SECURITY_RESPONDER_DEV"] = "true" };

        Assert.Equal(ReportMode.Recommended, Parse(environment, "--mode", "recommended").Mode);
        Assert.False(Parse(environment, "--dev=false").IsDevelopment);
        Assert.Equal(5, Parse([], "--timeout", "9", "--timeout=5").TimeoutSeconds);
    }

    [Fact]
    public void An_empty_variable_counts_as_unset() =>
        Assert.Equal(
            Parse([]),
            Parse(ClientOptionTable.All.Select(option => option.Variable).OfType<string>().ToDictionary(name => name, _ => "")));

    [Fact]
    public void The_tests_cover_every_option()
    {
        var tested = Valued.Select(row => row.Data.Item1).Concat(Switches.Select(row => row.Data.Item1))
            .Concat(Dependent.SelectMany(row => row.Data.Item1.Split(' ').Where(word => word.StartsWith("--", StringComparison.Ordinal))
                .Select(word => word.Split('=')[0])))
            .Append("--plan-window").Append("--context").Append("--feed-public-key").Append("--prime").OfType<string>().Distinct();
        Assert.Equal(ClientOptionTable.All.Select(option => option.Flag).OfType<string>().Order(), tested.Order());
        var variables = Valued.Select(row => row.Data.Item2).Concat(Switches.Select(row => row.Data.Item2))
            .Append("SECURITY_RESPONDER_FEED_PUBLIC_KEY").Append("SECURITY_RESPONDER_PRIME").OfType<string>();
        Assert.Equal(ClientOptionTable.All.Select(option => option.Variable).OfType<string>().Order(), variables.Order());
    }

    private static ClientOptions Parse(Dictionary<string, string> environment, params string[] arguments) =>
        Assert.IsType<Run>(CommandLine.Parse(arguments, environment.GetValueOrDefault)).Options;

    private static string? Text(ClientOptions options, string option) => typeof(ClientOptions).GetProperty(option)!.GetValue(options) switch
    {
        IEnumerable<Uri> addresses => string.Join(' ', addresses),
        var value => value?.ToString(),
    };
}
