using SecurityResponder.Advisories;
using SecurityResponder.Feed.Vulnerabilities;

namespace SecurityResponder.Feed.Explaining;

/// <summary>What scans of images say about an advisory. It is evidence for people: it neither accuses nor acquits a release.</summary>
internal static class ScanEvidence
{
    /// <summary>One line for each vulnerable package, and for each scanned image of a component without one; none without scans.</summary>
    /// <param name="advisory">The advisory.</param>
    /// <param name="scans">The scans.</param>
    public static IEnumerable<string> Of(Advisory advisory, IReadOnlyList<ImageScan> scans)
    {
        if (scans.Count == 0)
        {
            return [];
        }

        var ids = advisory.Aliases.Prepend(advisory.Id).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var components = advisory.Affected.Select(affected => affected.Component).Distinct().ToList();
        var scanned = scans.Select(scan => scan.Component).ToHashSet();
        return
        [
            .. scans.SelectMany(scan => Lines(scan, ids, scan.Component is { } component && components.Contains(component))),
            .. components.Where(component => component.Images.Count > 0 && !scanned.Contains(component))
                .Select(component => $"  scan: no image of {component.Name} was scanned"),
        ];
    }

    private static IEnumerable<string> Lines(ImageScan scan, HashSet<string> ids, bool isOfComponent)
    {
        var found = scan.Findings.Where(finding => ids.Contains(finding.Id)).ToList();
        if (found.Count == 0 && isOfComponent)
        {
            return [$"  scan: {scan.Image} was scanned without this vulnerability, which proves nothing, {scan.File}"];
        }

        var lines = new SourceLines();
        return found.Select(finding => "  scan: " + new SourcePlace(
            $"{scan.Image} contains {finding.Package} {finding.Version ?? "of unknown version"}", scan.File,
            lines.Find(scan.File, $"\"{finding.Id}\"")));
    }
}
