using SecurityResponder.Feed.Curation;
using SecurityResponder.Feed.ReleaseNotes;
using SecurityResponder.Feed.Schedules;
using SecurityResponder.Feed.Vulnerabilities;
using SecurityResponder.Protocol;
using SecurityResponder.Releases;

namespace SecurityResponder.Feed.Collecting;

/// <summary>The content of all sources.</summary>
internal sealed record CollectedSources
{
    /// <summary>The releases, newest first, each once.</summary>
    public IReadOnlyList<NotedRelease> Releases { get; init; } = [];

    /// <summary>RKE2's channels; null when they are unknown.</summary>
    public Channels? Channels { get; init; }

    /// <summary>The last day of support by minor.</summary>
    public IReadOnlyDictionary<MinorVersion, DateOnly> LastDays { get; init; } = new Dictionary<MinorVersion, DateOnly>();

    /// <summary>What each source says about vulnerabilities.</summary>
    public IReadOnlyList<SourceEntry> Entries { get; init; } = [];

    /// <summary>The known exploited CVEs; null when the catalog is unknown.</summary>
    public IReadOnlySet<string>? Exploited { get; init; }

    /// <summary>EPSS scores by CVE; null when they are unknown.</summary>
    public IReadOnlyDictionary<string, double>? Epss { get; init; }

    /// <summary>Statements about images.</summary>
    public IReadOnlyList<VexEntry> Vex { get; init; } = [];

    /// <summary>What scanners found in images. It explains, but decides nothing: it is no part of the feed.</summary>
    public IReadOnlyList<ImageScan> Scans { get; init; } = [];

    /// <summary>The curation file.</summary>
    public CurationFile Curation { get; init; } = CurationFile.Empty;

    /// <summary>The curation file's path; null when there is none.</summary>
    public string? CurationPath { get; init; }

    /// <summary>The sources that were read.</summary>
    public IReadOnlyList<AnswerSource> Sources { get; init; } = [];

    /// <summary>The newest date inside the sources, UTC; null when they have none.</summary>
    public DateTimeOffset? NewestDate { get; init; }

    /// <summary>What was not used, and why.</summary>
    public IReadOnlyList<Remark> Remarks { get; init; } = [];
}
