using System.Globalization;
using System.Net;

namespace SecurityResponder.Server.Settings;

/// <summary>Everything that can be set, from the environment or by flags, which win.</summary>
internal sealed record ServerOptions
{
    /// <summary>Where to listen: http addresses with semicolons between, e.g. <c>http://127.0.0.1:8080</c>. TLS is the
    /// business of what stands in front.</summary>
    public string Urls { get; init; } = "http://127.0.0.1:8080";

    /// <summary>The feed: a file, e.g. <c>/etc/feed/feed.json</c>, or an https address; http only of this machine. Empty until set, and
    /// then refused.</summary>
    public string Feed { get; init; } = "";

    /// <summary>The directory of the report database and of the secret; made when missing. Empty until set, and then refused.</summary>
    public string Data { get; init; } = "";

    /// <summary>A <c>request-schema</c> file of Longhorn's upgrade-responder, e.g. <c>/etc/responder/request-schema.json</c>. Empty: everything
    /// that has a column is kept.</summary>
    public string RequestSchema { get; init; } = "";

    /// <summary>Where only health checks are served, written as <see cref="Urls"/> is, e.g. <c>http://+:8082</c>. Empty: nowhere else.</summary>
    public string ProbeUrls { get; init; } = "";

    /// <summary>Where operators are served, written as <see cref="Urls"/> is, e.g. <c>http://127.0.0.1:8081</c>. Empty: nowhere.</summary>
    public string OperatorUrls { get; init; } = "";

    /// <summary>The file that holds the operators' token, e.g. <c>/etc/operator/token</c>; looked at for every request, so that a changed
    /// one holds at once. Empty: no token lets anybody in.</summary>
    public string OperatorTokenFile { get; init; } = "";

    /// <summary>Networks of the proxies whose <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c> count, with commas between, e.g.
    /// <c>10.0.0.0/8,fd00::/8</c>. Empty: nobody's.</summary>
    public string TrustedProxies { get; init; } = "";

    /// <summary>A MaxMind database that tells countries, e.g. <c>/var/lib/geo/GeoLite2-Country.mmdb</c>. Empty: no country is kept.</summary>
    public string CountryDatabase { get; init; } = "";

    /// <summary>The networks of <see cref="TrustedProxies"/>, one by one; a single address is a network of one.</summary>
    /// <exception cref="BadSettingsException">One is no network.</exception>
    public IReadOnlyList<IPNetwork> TrustedNetworks =>
        [.. TrustedProxies.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Network)];

    /// <summary>Requests a minute that one client network may send, as many of them at once; from 60 to 1,000,000, or 0 for any number.
    /// The default lets 6,000 clusters behind one address report in the same second.</summary>
    public string RateLimit { get; init; } = "6000";

    /// <summary><see cref="RateLimit"/> as a number; null for any number.</summary>
    /// <exception cref="BadSettingsException">It is none, or out of bounds.</exception>
    public int? RequestsPerMinute => int.TryParse(RateLimit, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        ? number switch
        {
            0 => null,
            >= 60 and <= 1_000_000 => number,
            _ => throw BadRateLimit(),
        }
        : throw BadRateLimit();

    /// <summary>How a line of the log looks, <c>text</c> or <c>json</c>.</summary>
    public string Log { get; init; } = "text";

    /// <summary><see cref="Log"/>, understood.</summary>
    /// <exception cref="BadSettingsException">It is neither.</exception>
    public LogFormat LogFormat => Log switch
    {
        "text" => LogFormat.Text,
        "json" => LogFormat.Json,
        _ => throw new BadSettingsException($"--log-format is \"{Log}\", expected text or json"),
    };

    /// <summary>How long reports are kept, in days, from 1 to 3650; figures of days that are over are kept for ever.</summary>
    public string Retention { get; init; } = "90";

    /// <summary>The <c>clusteruuid</c> of a cluster to forget; empty for every other purpose.</summary>
    public string Cluster { get; init; } = "";

    /// <summary><see cref="Retention"/> as a number.</summary>
    /// <exception cref="BadSettingsException">It is none.</exception>
    public int RetentionDays => int.TryParse(Retention, out var days) && days is >= 1 and <= 3650 ? days
        : throw new BadSettingsException($"--retention is {Retention}, expected days from 1 to 3650");

    /// <summary>A file with the secret of the ids' hashes, at least 32 bytes, the same for all replicas of one PostgreSQL. Null: the data directory's own.</summary>
    public string? Secret { get; init; }

    /// <summary>PostgreSQL, where reports go from the data directory: a connection string, or <c>file:</c> and the path of a file that holds one.
    /// Null: they stay.</summary>
    public string? Postgres { get; init; }

    /// <summary>The addresses of <see cref="Urls"/>, one by one.</summary>
    public IReadOnlyList<string> Addresses => Split(Urls);

    /// <summary>The addresses of <see cref="ProbeUrls"/>, one by one.</summary>
    public IReadOnlyList<string> ProbeAddresses => Split(ProbeUrls);

    /// <summary>The addresses of <see cref="OperatorUrls"/>, one by one.</summary>
    public IReadOnlyList<string> OperatorAddresses => Split(OperatorUrls);

    /// <summary>The address of <see cref="Feed"/>; null when it is a file.</summary>
    public Uri? FeedAddress => Uri.TryCreate(Feed, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address : null;

    /// <summary>These options, when a responder can be made of them.</summary>
    /// <exception cref="BadSettingsException">When not, with the first reason.</exception>
    public ServerOptions Checked()
    {
        if (Feed == "")
        {
            throw new BadSettingsException("no feed: name its file or address with --feed or SECURITY_RESPONDER_FEED");
        }
        // Who can change a feed on its way can tell every cluster that all is well.
        if (FeedAddress is { Scheme: "http", IsLoopback: false })
        {
            throw new BadSettingsException($"--feed is {Feed}, expected https");
        }

        DataChecked();
        _ = RetentionDays;
        if (Addresses.Count == 0)
        {
            throw new BadSettingsException("--urls is empty, expected an address such as http://127.0.0.1:8080");
        }

        CheckAddresses("--urls", Addresses);
        CheckAddresses("--probe-urls", ProbeAddresses);
        CheckAddresses("--operator-urls", OperatorAddresses);
        if (OperatorAddresses.Count > 0 && OperatorTokenFile == "")
        {
            throw new BadSettingsException("--operator-urls without credentials: name a file with --operator-token-file");
        }

        if (TrustedNetworks.Count == 0 && CountryDatabase != "")
        {
            throw new BadSettingsException("--country-database without --trusted-proxies: nobody could say where a report comes from");
        }

        _ = RequestsPerMinute;
        _ = LogFormat;
        return this;
    }

    /// <summary>The data directory, when it is set.</summary>
    /// <exception cref="BadSettingsException">When not.</exception>
    public string DataChecked() =>
        Data == "" ? throw new BadSettingsException("no data directory: name it with --data or SECURITY_RESPONDER_DATA") : Data;

    private static IPNetwork Network(string text) =>
        IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
        : throw new BadSettingsException($"--trusted-proxies has \"{text}\", expected a network such as 10.0.0.0/8");

    private BadSettingsException BadRateLimit() => new($"--rate-limit is \"{RateLimit}\", expected 60 to 1000000, or 0");

    private static string[] Split(string urls) => urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static void CheckAddresses(string flag, IReadOnlyList<string> addresses)
    {
        foreach (var address in addresses)
        {
            if (!IsAddress(address))
            {
                throw new BadSettingsException($"{flag} has \"{address}\", expected an address such as http://127.0.0.1:8080");
            }
        }
    }

    /// <summary>The cluster to forget, when it is named.</summary>
    /// <exception cref="BadSettingsException">When not.</exception>
    public string ClusterChecked() => Cluster.Trim() == "" ? throw new BadSettingsException("no cluster: name its UUID with --cluster") : Cluster;

    // Kestrel also takes http://*:8080 and http://+:8080, for "on every interface".
    private static bool IsAddress(string address)
    {
        var named = address.Replace("//*", "//any", StringComparison.Ordinal).Replace("//+", "//any", StringComparison.Ordinal);
        return Uri.TryCreate(named, UriKind.Absolute, out var url) && url is { Scheme: "http", PathAndQuery: "/", UserInfo: "" };
    }
}
