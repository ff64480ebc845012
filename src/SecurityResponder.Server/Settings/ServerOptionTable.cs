using System.Globalization;
using System.Net;
using SecurityResponder.Options;
using Option = SecurityResponder.Options.ProgramOption<SecurityResponder.Server.Settings.ServerOptions>;

namespace SecurityResponder.Server.Settings;

/// <summary>The responder's options. The parser, <c>--help</c> and the table in docs/responder.md are made from this list.</summary>
internal static class ServerOptionTable
{
    private const string AddressesExpected = "http addresses such as http://127.0.0.1:8080, separated by semicolons";

    /// <summary>The options of every command, in the order of the help.</summary>
    public static IReadOnlyList<Option> All { get; } =
    [
        new("--urls", "ASPNETCORE_URLS", "URLS",
            "http addresses to listen on, separated by semicolons", "http://127.0.0.1:8080",
            (options, value) => options with { Addresses = AtLeastOne(Addresses(value)) }),
        new("--feed", "SECURITY_RESPONDER_FEED", "FEED",
            "releases and advisories as JSON: a file or an https URL; watched for changes, its signature is FEED.sig", null,
            (options, value) => options with { Feed = Feed(value) }),
        new("--data", "SECURITY_RESPONDER_DATA", "DIR",
            "directory of reports.db and secret.key; created when missing", null,
            (options, value) => options with { Data = value }),
        new("--postgres", "SECURITY_RESPONDER_POSTGRES", "CONNECTION",
            "PostgreSQL for the reports: \"Host=db1,db2;Database=…;Username=…;Password=…\", or file:PATH of a file with that text",
            "none, reports stay in DIR",
            (options, value) => options with { Postgres = value }),
        new("--secret", "SECURITY_RESPONDER_SECRET", "FILE",
            "at least 32 secret bytes that cluster UUIDs are hashed with; replicas that share a PostgreSQL need the same file",
            "secret.key in DIR, created at the first start",
            (options, value) => options with { Secret = value }),
        new("--retention", "SECURITY_RESPONDER_RETENTION", "DAYS",
            "days that reports are stored, 1 to 3650; daily figures are stored for ever", "90",
            (options, value) => options with { RetentionDays = OptionValue.Number(value, 1, 3650, "days from 1 to 3650") }),
        new("--operator-urls", "SECURITY_RESPONDER_OPERATOR_URLS", "URLS",
            "http addresses for operators: /metrics and pages about single clusters; needs --operator-token-file", "none",
            (options, value) => options with { OperatorAddresses = Addresses(value) }),
        new("--operator-token-file", "SECURITY_RESPONDER_OPERATOR_TOKEN_FILE", "FILE",
            "the operators' token, at least 16 characters, sent as \"Authorization: Bearer TOKEN\" or as password of user \"operator\"",
            null,
            (options, value) => options with { OperatorTokenFile = value }),
        new("--probe-urls", "SECURITY_RESPONDER_PROBE_URLS", "URLS",
            "http addresses for health probes", "none",
            (options, value) => options with { ProbeAddresses = Addresses(value) }),
        new("--trusted-proxies", "SECURITY_RESPONDER_TRUSTED_PROXIES", "NETWORKS",
            "proxies whose X-Forwarded-For and X-Forwarded-Proto are trusted, separated by commas, e.g. 10.0.0.0/8", "none",
            (options, value) => options with { TrustedNetworks = Networks(value) }),
        new("--country-database", "SECURITY_RESPONDER_COUNTRY_DATABASE", "FILE",
            "MaxMind database (.mmdb) for the country of a report; needs --trusted-proxies", "none",
            (options, value) => options with { CountryDatabase = value }),
        new("--rate-limit", "SECURITY_RESPONDER_RATE_LIMIT", "N",
            "requests a minute of one network (IPv4 /24, IPv6 /56), and the size of its burst; 60 to 1000000, 0 for no limit", "6000",
            (options, value) => options with { RequestsPerMinute = Limit(value, 60, 1_000_000) }),
        new("--cluster-reports", "SECURITY_RESPONDER_CLUSTER_REPORTS", "N",
            "reports of one cluster that are recorded on a day (UTC), 1 to 250, 0 for no limit; of further ones, the newest is kept",
            "144",
            (options, value) => options with { ClusterReportsPerDay = Limit(value, 1, 250) }),
        new("--cluster-bytes", "SECURITY_RESPONDER_CLUSTER_BYTES", "BYTES",
            "bytes of these reports, 1024 to 16000000, 0 for no limit", "262144",
            (options, value) => options with { ClusterBytesPerDay = Limit(value, 1024, 16_000_000) }),
        new("--new-clusters", "SECURITY_RESPONDER_NEW_CLUSTERS", "N",
            "clusters of one network that are recorded for the first time on a day (UTC), 100 to 1000000, 0 for no limit", "10000",
            (options, value) => options with { NewClustersPerDay = Limit(value, 100, 1_000_000) }),
        new("--store-mebibytes", "SECURITY_RESPONDER_STORE_MEBIBYTES", "N",
            "size of reports.db, 16 to 16777216; when it is reached, clusters are answered and their reports are lost", "0, no limit",
            (options, value) => options with { StoreMebibytes = Limit(value, 16, 16_777_216) }),
        new("--request-schema", "SECURITY_RESPONDER_REQUEST_SCHEMA", "FILE",
            "a request-schema of Longhorn's upgrade-responder: only what it allows is stored", "none",
            (options, value) => options with { RequestSchema = value }),
        new("--log-format", "SECURITY_RESPONDER_LOG_FORMAT", "FORMAT",
            "format of the log: text, or json with one object per line", "text",
            (options, value) => options with { LogFormat = Format(value) }),
    ];

    /// <summary>The cluster to delete. It has no variable: an environment must not delete anything.</summary>
    public static Option Cluster { get; } = new("--cluster", null, "UUID",
        "with forget: the cluster to delete", null, (options, value) => options with { Cluster = value });

    /// <summary>The clusters to purge, and the confirmation. They have no variables for the same reason.</summary>
    public static IReadOnlyList<Option> Purge { get; } =
    [
        new("--first-seen", null, "FROM..TO",
            "with purge: clusters whose first stored report came in this time (UTC; TO excluded), e.g. 2026-11-30T08:00:00Z..2026-12-01",
            null,
            (options, value) => options with { Selection = options.Selection.WithWindow(value) }),
        new("--match", null, "COLUMN=PATTERN,…",
            "with purge: clusters whose latest report matches all patterns; ? is any character, an asterisk any text: os=ACME*",
            null,
            (options, value) => options with { Selection = options.Selection.WithPatterns(value) }),
        new("--yes", null, null, "with purge: delete; without it, purge prints what it would delete", null,
            (options, value) => options with { IsConfirmed = OptionValue.Switch(value) }),
    ];

    /// <summary>The flags that print something and end the program; they set no option.</summary>
    public static IReadOnlyList<ProgramOption> Information { get; } =
    [
        new("--version", null, null, "print the version", null),
        new("--help", null, null, "print this help", null),
    ];

    /// <summary>All options and flags, in the order of the help.</summary>
    public static IReadOnlyList<ProgramOption> Everything { get; } = [.. All, Cluster, .. Purge, .. Information];

    // A feed that is changed in transit could hide every CVE from every cluster.
    private static string Feed(string value) => new ServerOptions { Feed = value }.FeedAddress is { Scheme: "http", IsLoopback: false }
        ? throw new FormatException("a file or an https URL")
        : value;

    private static string[] Addresses(string value)
    {
        var addresses = value.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return addresses.All(IsAddress) ? addresses : throw new FormatException(AddressesExpected);
    }

    private static string[] AtLeastOne(string[] addresses) =>
        addresses.Length > 0 ? addresses : throw new FormatException(AddressesExpected);

    // Kestrel also takes http://*:8080 and http://+:8080, for all interfaces.
    private static bool IsAddress(string address)
    {
        var named = address.Replace("//*", "//any", StringComparison.Ordinal).Replace("//+", "//any", StringComparison.Ordinal);
        return Uri.TryCreate(named, UriKind.Absolute, out var url) && url is { Scheme: "http", PathAndQuery: "/", UserInfo: "" };
    }

    /// <summary>Parses networks that are separated by commas; a single address is a network of one.</summary>
    /// <exception cref="FormatException">One of them is no network.</exception>
    public static IPNetwork[] Networks(string value) =>
        [.. value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Network)];

    private static IPNetwork Network(string text) =>
        IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
        : throw new FormatException("networks such as 10.0.0.0/8, separated by commas");

    // Null for 0: no limit.
    private static int? Limit(string value, int min, int max)
    {
        var expected = string.Create(CultureInfo.InvariantCulture, $"{min} to {max}, or 0");
        var number = OptionValue.Number(value, 0, max, expected);
        return number == 0 ? null : number >= min ? number : throw new FormatException(expected);
    }

    private static LogFormat Format(string value) => value switch
    {
        "text" => LogFormat.Text,
        "json" => LogFormat.Json,
        _ => throw new FormatException("text or json"),
    };
}
