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
    public IReadOnlyList<string> Addresses => Urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>The address of <see cref="Feed"/>; null when it is a file.</summary>
    public Uri? FeedAddress => Uri.TryCreate(Feed, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address : null;

    /// <summary>These options, when a responder can be made of them.</summary>
    /// <exception cref="BadSettingsException">When not, with the first reason.</exception>
    public ServerOptions Checked()
    {
        if (Feed == "") throw new BadSettingsException("no feed: name its file or address with --feed or SECURITY_RESPONDER_FEED");
        // Who can change a feed on its way can tell every cluster that all is well.
        if (FeedAddress is { Scheme: "http", IsLoopback: false }) throw new BadSettingsException($"--feed is {Feed}, expected https");
        DataChecked();
        _ = RetentionDays;
        if (Addresses.Count == 0) throw new BadSettingsException("--urls is empty, expected an address such as http://127.0.0.1:8080");
        foreach (var address in Addresses)
            if (!IsAddress(address))
                throw new BadSettingsException($"--urls has \"{address}\", expected an address such as http://127.0.0.1:8080");
        return this;
    }

    /// <summary>The data directory, when it is set.</summary>
    /// <exception cref="BadSettingsException">When not.</exception>
    public string DataChecked() =>
        Data == "" ? throw new BadSettingsException("no data directory: name it with --data or SECURITY_RESPONDER_DATA") : Data;

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
