using System.Globalization;
using SecurityResponder.Feed.Collecting;
using SecurityResponder.Feed.Curation;
using SecurityResponder.Feed.Vulnerabilities;
using SecurityResponder.Protocol;
using SecurityResponder.Releases;

namespace SecurityResponder.Feed.Merging;

/// <summary>Makes a feed of all sources. The same sources give the same feed.</summary>
internal static class FeedMerger
{
    private const string Schema = "1.1";

    /// <summary>Makes the feed.</summary>
    /// <param name="sources">The sources.</param>
    /// <param name="date">The date of the feed; null for the newest date inside the sources.</param>
    /// <param name="minors">Minors whose releases are included; empty for all.</param>
    public static BuiltFeed Merge(CollectedSources sources, DateTimeOffset? date, IReadOnlyCollection<MinorVersion> minors)
    {
        var remarks = sources.Remarks.ToList();
        var merger = new AdvisoryMerger(sources);
        var curated = sources.Curation.Advisories.Select(one => Entry(one, sources.CurationPath ?? ""));
        var merged = EntryGroups.Of(sources.Entries.Concat(curated)).Select(merger.Merge).Where(one => one is not null)
            .Select(one => one!.Value).OrderBy(one => one.Advisory.Id, StringComparer.Ordinal).ToList();
        remarks.AddRange(ScanRemarks.Of(sources.Scans, merged.Select(one => one.Advisory)));
        var generated = date ?? sources.NewestDate;
        return new BuiltFeed(
            new Answer
            {
                SchemaVersion = Schema,
                Generated = generated?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
                Support = ReleaseMerger.Support(sources),
                Versions = [.. ReleaseMerger.Merge(sources).Where(release => IsWanted(release, minors))],
                Advisories = [.. merged.Select(one => one.Advisory)],
                Sources = sources.Sources,
            },
            merged.ToDictionary(one => one.Advisory.Id!, one => one.Origin, StringComparer.OrdinalIgnoreCase),
            remarks);
    }

    private static bool IsWanted(AnswerVersion release, IReadOnlyCollection<MinorVersion> minors) =>
        minors.Count == 0 || minors.Contains(ReleaseVersion.TryParse(release.Name)!.Minor);

    private static SourceEntry Entry(CuratedAdvisory curated, string path) => new(
        Trust.Curation,
        new AnswerAdvisory
        {
            Id = curated.Id,
            Aliases = [.. curated.Aliases],
            Published = curated.Published,
            References = [new AnswerReference { Type = "ADVISORY", Url = curated.Reason.Source }],
        },
        path)
    {
        Packages = curated.Affected,
    };
}
