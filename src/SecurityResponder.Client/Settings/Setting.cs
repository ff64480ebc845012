using SecurityResponder.Client.Logging;
using SecurityResponder.Protocol;

namespace SecurityResponder.Client.Settings;

/// <summary>One thing that can be set.</summary>
/// <param name="Flag">Its flag, e.g. <c>--mode</c>; null when only the environment sets it.</param>
/// <param name="Variable">Its environment variable; null when only a flag sets it.</param>
/// <param name="Value">What its value is called in the help; null for a switch.</param>
/// <param name="Help">What it does.</param>
/// <param name="Apply">Puts a value into the options; throws <see cref="FormatException"/> with what was expected.</param>
internal sealed record Setting(string? Flag, string? Variable, string? Value, string Help, Func<ClientOptions, string, ClientOptions> Apply)
{
    /// <summary>Every setting, in the order of the help.</summary>
    public static IReadOnlyList<Setting> All { get; } =
    [
        new("--kubeconfig", null, "FILE", "read the cluster that this kubeconfig names", (o, v) => o with { Kubeconfig = v }),
        new("--context", null, "NAME", "the kubeconfig's context (default: its current-context)", (o, v) => o with { Context = v }),
        new("--api-server", null, "URL", "read the cluster at this address without credentials, e.g. of kubectl proxy", (o, v) => o with { ApiServer = Url(v) }),
        new("--cluster-dump", null, "FILE", "read what kubectl printed of a cluster (- for standard input)", (o, v) => o with { ClusterDump = v }),
        new("--endpoint", "SECURITY_RESPONDER_ENDPOINT", "URL", "where the report goes", (o, v) => o with { Endpoint = Url(v) }),
        new("--feed", "SECURITY_RESPONDER_FEED", "FILE|URL", "judge by this feed and send nothing", (o, v) => o with { Feed = FeedPlace.Read(v) }),
        new("--feed-public-key", "SECURITY_RESPONDER_FEED_PUBLIC_KEY", "FILE", "take only a feed that this key (PEM, ECDSA P-256) signed", (o, v) => o with { FeedPublicKey = v }),
        new("--mode", "SECURITY_RESPONDER_MODE", "MODE", "recommended, or minimal: no counts, no sizes, nothing of Rancher", (o, v) => o with { Mode = Mode(v) }),
        new("--ca-file", "SECURITY_RESPONDER_CA_FILE", "FILE", "PEM file of a private CA that may vouch for the responder", (o, v) => o with { CaFile = v }),
        new(null, "SECURITY_RESPONDER_CA_BUNDLE", "FILE", "PEM file of the public CAs (set in the image; default: the system's)", (o, v) => o with { CaBundle = v }),
        new("--timeout", null, "SECONDS", "longest wait for one answer, 1 to 60 (default 30)", (o, v) => o with { TimeoutSeconds = Seconds(v) }),
        new("--notify", "SECURITY_RESPONDER_NOTIFY", "CHANNELS", "write the verdict into the cluster: status, events, or status,events", (o, v) => o with { Notify = Channels(v) }),
        new("--alertmanager", "SECURITY_RESPONDER_ALERTMANAGER", "URL", "send alerts to this Alertmanager", (o, v) => o with { Alertmanager = Url(v) }),
        new("--dev", "SECURITY_RESPONDER_DEV", null, "mark the report as one of a development build", (o, v) => o with { IsDevelopment = Switch(v) }),
        new("--disabled", "DISABLE_SECURITY_RESPONDER_CHECK", null, "read nothing, send nothing", (o, v) => o with { IsDisabled = Switch(v) }),
        new("--debug", null, null, "collect, print the payload, send nothing", (o, v) => o with { IsDebug = Switch(v) }),
        new("--print-plan", null, null, "print the System Upgrade Controller's plan for the recommended version, not the summary", (o, v) => o with { PrintsPlan = Switch(v) }),
        new("--verbose", null, null, "log debug lines", (o, v) => o with { IsVerbose = Switch(v) }),
        new("--log-format", "SECURITY_RESPONDER_LOG_FORMAT", "FORMAT", "logfmt (default) or json", (o, v) => o with { LogFormat = Format(v) }),
    ];

    private static Uri Url(string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out var url) && url.Scheme is "https" or "http" && url.UserInfo.Length == 0
            ? url
            : throw new FormatException("an http or https URL without user name");

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
                _ => throw new FormatException("status, events, or both by comma"),
            };
        }

        return channels;
    }

    private static int Seconds(string value) =>
        int.TryParse(value, out var seconds) && seconds is >= 1 and <= 60 ? seconds : throw new FormatException("a number from 1 to 60");

    private static bool Switch(string value) => value.ToLowerInvariant() switch
    {
        "true" or "1" => true,
        "false" or "0" => false,
        _ => throw new FormatException("true or false"),
    };
}
