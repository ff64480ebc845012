using System.Net;

namespace SecurityResponder.Server.Settings;

/// <summary>The responder's settings, from the environment and from flags, which take precedence. An empty text or list means "not
/// set".</summary>
internal sealed record ServerOptions
{
    /// <summary>The http addresses to listen on. TLS is terminated by the proxy in front.</summary>
    public IReadOnlyList<string> Addresses { get; init; } = ["http://127.0.0.1:8080"];

    /// <summary>The feed: a file, e.g. <c>/etc/feed/feed.json</c>, or an https URL; http only on this machine. Required to serve.</summary>
    public string Feed { get; init; } = "";

    /// <summary>The URL of <see cref="Feed"/>; null for a file.</summary>
    public Uri? FeedAddress =>
        Uri.TryCreate(Feed, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address : null;

    /// <summary>The directory of the report database and the secret; created when missing. Required.</summary>
    public string Data { get; init; } = "";

    /// <summary>PostgreSQL for the reports: a connection string, or <c>file:</c> and the path of a file that contains one. Null: reports
    /// stay in the data directory.</summary>
    public string? Postgres { get; init; }

    /// <summary>A file with the secret that cluster ids are hashed with, at least 32 bytes, the same for all replicas of one PostgreSQL.
    /// Null: a file in the data directory.</summary>
    public string? Secret { get; init; }

    /// <summary>Days that reports are stored, 1 to 3650. Daily figures are stored for ever.</summary>
    public int RetentionDays { get; init; } = 90;

    /// <summary>The http addresses of the operators' port, e.g. <c>http://127.0.0.1:8081</c>.</summary>
    public IReadOnlyList<string> OperatorAddresses { get; init; } = [];

    /// <summary>The file with the operators' token, e.g. <c>/etc/operator/token</c>; read for every request, so a new token is valid at
    /// once.</summary>
    public string OperatorTokenFile { get; init; } = "";

    /// <summary>The http addresses that answer health probes only, e.g. <c>http://127.0.0.1:8082</c>.</summary>
    public IReadOnlyList<string> ProbeAddresses { get; init; } = [];

    /// <summary>Networks of the proxies whose <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c> are trusted; a single address is a
    /// network of one.</summary>
    public IReadOnlyList<IPNetwork> TrustedNetworks { get; init; } = [];

    /// <summary>A MaxMind database of countries, e.g. <c>/var/lib/geo/GeoLite2-Country.mmdb</c>.</summary>
    public string CountryDatabase { get; init; } = "";

    /// <summary>Requests a minute that one client network may send, and the size of its burst; 60 to 1,000,000, null for no limit. With the
    /// default, 6,000 clusters behind one address can report in the same second.</summary>
    public int? RequestsPerMinute { get; init; } = 6000;

    /// <summary>Reports of one cluster that are recorded on a day (UTC); 1 to 250, null for no limit. Clients report three times a day; the
    /// default is one every ten minutes.</summary>
    public int? ClusterReportsPerDay { get; init; } = 144;

    /// <summary>Bytes of the reports of one cluster that are recorded on a day (UTC); 1,024 to 16,000,000, null for no limit. A report is
    /// under 1 KB.</summary>
    public int? ClusterBytesPerDay { get; init; } = 262_144;

    /// <summary>Clusters of one client network that are recorded for the first time on a day (UTC); 100 to 1,000,000, null for no limit.
    /// The default is more than the clusters that can report at once through one address.</summary>
    public int? NewClustersPerDay { get; init; } = 10_000;

    /// <summary>Size that the report database may reach, in MiB, without the free space in it; 16 to 16,777,216, null for no limit. A disk
    /// that is full is worse: then old reports cannot be deleted either.</summary>
    public int? StoreMebibytes { get; init; }

    /// <summary>A <c>request-schema</c> file of Longhorn's upgrade-responder, e.g. <c>/etc/responder/request-schema.json</c>. Without it,
    /// every key that has a column is stored.</summary>
    public string RequestSchema { get; init; } = "";

    /// <summary>Format of the log.</summary>
    public LogFormat LogFormat { get; init; } = LogFormat.Text;

    /// <summary>The <c>clusteruuid</c> of the cluster to delete; used by <c>forget</c> only.</summary>
    public string Cluster { get; init; } = "";

    /// <summary>The clusters to delete; used by <c>purge</c> only.</summary>
    public ClusterSelection Selection { get; init; } = ClusterSelection.None;

    /// <summary>Whether <c>purge</c> deletes; otherwise it prints what it would delete.</summary>
    public bool IsConfirmed { get; init; }

    /// <summary>Checks what a command needs.</summary>
    /// <exception cref="InvalidSettingsException">Something is missing or contradicts something else; the message names the
    /// flag.</exception>
    public ServerOptions ValidatedFor(ServerCommand command)
    {
        Require(Feed != "" || command != ServerCommand.Serve,
            "no feed: name its file or address with --feed or SECURITY_RESPONDER_FEED");
        Require(Data != "", "no data directory: name it with --data or SECURITY_RESPONDER_DATA");
        Require(Cluster.Trim() != "" || command != ServerCommand.Forget, "no cluster: name its UUID with --cluster");
        Require(Selection.HasCriteria || command != ServerCommand.Purge, "no clusters: select them with --first-seen, --match or both");
        if (command == ServerCommand.Serve)
        {
            Require(OperatorAddresses.Count == 0 || OperatorTokenFile != "",
                "--operator-urls without credentials: name a file with --operator-token-file");
            Require(CountryDatabase == "" || TrustedNetworks.Count > 0,
                "--country-database without --trusted-proxies: the address of a client would be that of the proxy");
        }

        return this;
    }

    private static void Require(bool condition, string message)
    {
        if (!condition)
        {
            throw new InvalidSettingsException(message);
        }
    }
}
