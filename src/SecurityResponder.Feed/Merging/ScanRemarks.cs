using SecurityResponder.Feed.ReleaseNotes;
using SecurityResponder.Feed.Vulnerabilities;
using SecurityResponder.Protocol;

namespace SecurityResponder.Feed.Merging;

/// <summary>Compares scans of images with the advisories of a feed. Scans change nothing: what they find beyond the feed is reported to
/// people.</summary>
internal static class ScanRemarks
{
    /// <summary>Vulnerabilities of components that the scans found and the feed does not contain.</summary>
    public static IEnumerable<Remark> Of(IReadOnlyList<ImageScan> scans, IEnumerable<AnswerAdvisory> advisories)
    {
        if (scans.Count == 0)
        {
            return [];
        }

        var known = advisories.SelectMany(advisory => (advisory.Aliases ?? []).Prepend(advisory.Id)).OfType<string>()
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        return
        [
            new Remark("--trivy", null, $"{scans.Count} scans of images: none of them changes the feed"),
            .. from scan in scans
               from finding in scan.Findings
               where finding.Component is not null && !known.Contains(finding.Id)
               select new Remark(
                   scan.File, null, $"{scan.Image} contains {finding.Package} {finding.Version ?? "of unknown version"} with {finding.Id}, "
                   + "which no source describes"),
        ];
    }
}
