using SecurityResponder.Client.Logging;
using SecurityResponder.Options;
using SecurityResponder.Protocol;
using Option = SecurityResponder.Options.ProgramOption<SecurityResponder.Client.Settings.ClientOptions>;

namespace SecurityResponder.Client.Settings;

/// <summary>The client's options. The parser, <c>--help</c> and the table in README.md are made from this list.</summary>
internal static class ClientOptionTable
{
    /// <summary>All options, in the order of the help.</summary>
    public static IReadOnlyList<Option> All { get; } =
    [
        new("--endpoint", "SECURITY_RESPONDER_ENDPOINT", "URL",
            "the responder that receives the report", ClientOptions.DefaultEndpoint,
            (options, value) => options with { Endpoint = OptionValue.HttpUrl(value) }),
        new("--feed", "SECURITY_RESPONDER_FEED", "FILE|URL",
            "assess the cluster with this feed and send nothing; a file, or an https URL without a query", "none, the responder is asked",
            (options, value) => options with { Feed = FeedPlace.Read(value) }),
        new("--feed-public-key", "SECURITY_RESPONDER_FEED_PUBLIC_KEY", "FILE",
            "accept only a feed that is signed with this ECDSA P-256 key; a PEM file, or its text", "none, signatures are not checked",
            (options, value) => options with { FeedPublicKey = value }),
        new("--report", "SECURITY_RESPONDER_REPORT", null,
            "with --feed, also send the report; the feed still decides the result", "false",
            (options, value) => options with { ReportsBesideFeed = OptionValue.Switch(value) }),
        new("--mode", "SECURITY_RESPONDER_MODE", "MODE",
            "what the report contains: recommended, or minimal (without node counts, CPU, memory, Rancher's version and installation ID)",
            "recommended",
            (options, value) => options with { Mode = Mode(value) }) { Values = ["recommended", "minimal"] },
        new("--ca-file", "SECURITY_RESPONDER_CA_FILE", "FILE",
            "PEM file of a private CA that is also trusted for the responder", null,
            (options, value) => options with { CaFile = value }),
        new(null, "SECURITY_RESPONDER_CA_BUNDLE", "FILE",
            "PEM file of the public CAs; set in the container image", "the system's store",
            (options, value) => options with { CaBundle = value }),
        new("--timeout", null, "SECONDS",
            "longest wait for one answer, 1 to 60; there are at most three attempts", "30",
            (options, value) => options with { TimeoutSeconds = OptionValue.Number(value, 1, 60, "a number from 1 to 60") }),
        new("--notify", "SECURITY_RESPONDER_NOTIFY", "CHANNELS",
            "write the result into the cluster: status, events, or status,events", "none; the chart sets both",
            (options, value) => options with { Notify = Channels(value) }) { Values = ["status", "events", "status,events"] },
        new("--alertmanager", "SECURITY_RESPONDER_ALERTMANAGER", "URL[,URL]",
            "send alerts to these Alertmanagers, to every address of each name", null,
            (options, value) => options with { Alertmanagers = Array.ConvertAll(value.Split(','), OptionValue.HttpUrl) }),
        new("--dev", "SECURITY_RESPONDER_DEV", null,
            "mark the report as one of a development build", "false, except in builds without a release version",
            (options, value) => options with { IsDevelopment = OptionValue.Switch(value) }),
        new("--prime", "SECURITY_RESPONDER_PRIME", null,
            "the cluster uses RKE2 Prime; the chart passes on global.prime.enabled", "found out from the cluster",
            (options, value) => options with { IsPrime = OptionValue.Switch(value) }),
        new("--disabled", "DISABLE_SECURITY_RESPONDER_CHECK", null,
            "read nothing, send nothing", "false",
            (options, value) => options with { IsDisabled = OptionValue.Switch(value) }),
        new(null, "SECURITY_RESPONDER_MAX_DELAY", "SECONDS",
            "longest wait of a scheduled run before its first request, 0 to 300; the wait is derived from the cluster's id", "0",
            (options, value) => options with { MaxDelaySeconds = OptionValue.Number(value, 0, 300, "a number from 0 to 300") }),
        new(null, "SECURITY_RESPONDER_JOB", "NAME",
            "name of the pod's Job, which tells whether a CronJob started it; set by the chart", null,
            (options, value) => options with { JobName = value }),
        new("--kubeconfig", null, "FILE",
            "read the cluster of this kubeconfig through kubectl", "in a pod, its cluster; else $KUBECONFIG, ~/.kube/config or RKE2's",
            (options, value) => options with { Kubeconfig = value }),
        new("--context", null, "NAME",
            "context of the kubeconfig, also without --kubeconfig", "its current context",
            (options, value) => options with { Context = value }),
        new(null, "SECURITY_RESPONDER_SERVICE_ACCOUNT", "FOLDER",
            "token and ca.crt of the service account in a pod", ClientOptions.DefaultServiceAccountFolder,
            (options, value) => options with { ServiceAccountFolder = value }),
        new("--api-server", null, "URL",
            "read the cluster at this address without credentials, e.g. of kubectl proxy", null,
            (options, value) => options with { ApiServer = OptionValue.HttpUrl(value) }),
        new("--cluster-dump", null, "FILE",
            "read the output of kubectl from a file; - is standard input", null,
            (options, value) => options with { ClusterDump = value }),
        .. OutputOptionTable.All,
        new("--debug", null, null,
            "print the report, send nothing", null,
            (options, value) => options with { IsDebug = OptionValue.Switch(value) }),
        new("--log-format", "SECURITY_RESPONDER_LOG_FORMAT", "FORMAT",
            "format of the log: logfmt or json", "logfmt",
            (options, value) => options with { LogFormat = Format(value) }) { Values = ["logfmt", "json"] },
        new("--verbose", null, null,
            "log debug lines", null,
            (options, value) => options with { IsVerbose = OptionValue.Switch(value) }),
        new("--quiet", null, null,
            "log only errors", null,
            (options, value) => options with { IsQuiet = OptionValue.Switch(value) }),
    ];

    /// <summary>The sub-commands. Each prints something and ends the program.</summary>
    public static IReadOnlyList<ProgramCommand> Commands { get; } =
    [
        new("help", "print the help"),
        new("version", "print the version"),
        new("completion", "print a completion script for a shell") { Arguments = CompletionScript.Shells },
    ];

    /// <summary>The exit codes and their meanings.</summary>
    public static IReadOnlyList<ProgramExit> ExitCodes { get; } =
    [
        new(0, "done; in a pod that reads its own cluster also without advice"),
        new(1, "no cluster, no advice, or the output cannot be written"),
        new(2, "bad settings"),
        new(3, "a condition of --fail-on is met"),
    ];

    /// <summary>The flags that print something and end the program; they set no option.</summary>
    public static IReadOnlyList<ProgramOption> Information { get; } =
    [
        new("--version", null, null, "print the version", null),
        new("--help", null, null, "print this help", null),
    ];

    private static ReportMode Mode(string value) => value switch
    {
        "recommended" => ReportMode.Recommended,
        "minimal" => ReportMode.Minimal,
        _ => throw new FormatException("recommended or minimal"),
    };

    private static LogFormat Format(string value) => value switch
    {
        "logfmt" => LogFormat.Logfmt,
        "json" => LogFormat.Json,
        _ => throw new FormatException("logfmt or json"),
    };

    private static NotifyChannels Channels(string value)
    {
        var channels = NotifyChannels.None;
        foreach (var name in value.Split(','))
        {
            channels |= name.Trim() switch
            {
                "status" => NotifyChannels.Status,
                "events" => NotifyChannels.Events,
                _ => throw new FormatException("status, events, or both separated by a comma"),
            };
        }

        return channels;
    }
}
