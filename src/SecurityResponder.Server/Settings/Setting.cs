namespace SecurityResponder.Server.Settings;

/// <summary>One thing that can be set.</summary>
/// <param name="Flag">Its flag, e.g. <c>--feed</c>.</param>
/// <param name="Variable">Its variable in the environment, e.g. <c>SECURITY_RESPONDER_FEED</c>.</param>
/// <param name="Set">The options with its value.</param>
internal sealed record Setting(string Flag, string Variable, Func<ServerOptions, string, ServerOptions> Set)
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<Setting> All { get; } =
    [
        new("--urls", "ASPNETCORE_URLS", (options, value) => options with { Urls = value }),
        new("--feed", "SECURITY_RESPONDER_FEED", (options, value) => options with { Feed = value }),
        new("--data", "SECURITY_RESPONDER_DATA", (options, value) => options with { Data = value }),
        new("--postgres", "SECURITY_RESPONDER_POSTGRES", (options, value) => options with { Postgres = value }),
        new("--secret", "SECURITY_RESPONDER_SECRET", (options, value) => options with { Secret = value }),
        new("--retention", "SECURITY_RESPONDER_RETENTION", (options, value) => options with { Retention = value }),
        new("--probe-urls", "SECURITY_RESPONDER_PROBE_URLS", (options, value) => options with { ProbeUrls = value }),
        new("--operator-urls", "SECURITY_RESPONDER_OPERATOR_URLS", (options, value) => options with { OperatorUrls = value }),
        new("--operator-token-file", "SECURITY_RESPONDER_OPERATOR_TOKEN_FILE", (options, value) => options with { OperatorTokenFile = value }),
        new("--trusted-proxies", "SECURITY_RESPONDER_TRUSTED_PROXIES", (options, value) => options with { TrustedProxies = value }),
        new("--request-schema", "SECURITY_RESPONDER_REQUEST_SCHEMA", (options, value) => options with { RequestSchema = value }),
        new("--country-database", "SECURITY_RESPONDER_COUNTRY_DATABASE", (options, value) => options with { CountryDatabase = value }),
        new("--rate-limit", "SECURITY_RESPONDER_RATE_LIMIT", (options, value) => options with { RateLimit = value }),
        new("--log-format", "SECURITY_RESPONDER_LOG_FORMAT", (options, value) => options with { Log = value }),
    ];

    private static readonly Setting Cluster = new("--cluster", "", (options, value) => options with { Cluster = value });

    /// <summary>Those that a verb takes; which cluster to forget is never in the environment.</summary>
    public static IEnumerable<Setting> Of(string? verb) => verb == "forget" ? All.Append(Cluster) : All;
}
