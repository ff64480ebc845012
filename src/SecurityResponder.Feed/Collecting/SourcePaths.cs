namespace SecurityResponder.Feed.Collecting;

/// <summary>Where the sources of a feed are. Each path is a file, a folder, a zip archive or an https address.</summary>
internal sealed record SourcePaths
{
    /// <summary>RKE2's release notes, Markdown.</summary>
    public IReadOnlyList<string> ReleaseNotes { get; init; } = [];

    /// <summary>RKE2's <c>channels.yaml</c>; null for none.</summary>
    public string? Channels { get; init; }

    /// <summary>Kubernetes' <c>schedule.yaml</c> and <c>eol.yaml</c>.</summary>
    public IReadOnlyList<string> Support { get; init; } = [];

    /// <summary>OSV entries.</summary>
    public IReadOnlyList<string> Osv { get; init; } = [];

    /// <summary>CVE records.</summary>
    public IReadOnlyList<string> Cve { get; init; } = [];

    /// <summary>CISA's catalog; null for none.</summary>
    public string? Kev { get; init; }

    /// <summary>EPSS scores; null for none.</summary>
    public string? Epss { get; init; }

    /// <summary>OpenVEX documents.</summary>
    public IReadOnlyList<string> Vex { get; init; } = [];

    /// <summary>Trivy's reports about images.</summary>
    public IReadOnlyList<string> Trivy { get; init; } = [];

    /// <summary>The curation file; null for none.</summary>
    public string? Curation { get; init; }

    /// <summary>The folder for downloaded files; null for the user's cache.</summary>
    public string? CacheFolder { get; init; }

    /// <summary>Whether addresses are read from the cache only.</summary>
    public bool IsOffline { get; init; }
}
