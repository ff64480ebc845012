using SecurityResponder.Advisories;
using SecurityResponder.Feed.Vulnerabilities;

namespace SecurityResponder.Feed.Explaining;

/// <summary>What scans of images say about an advisory. It is evidence for people: it neither accuses nor acquits a release.</summary>
internal static class ScanEvidence
{
    /// <summary>One remark for each vulnerable package, and for each scanned image of a component without one; none without
    /// scans.</summary>
    /// <param name="advisory">The advisory.</param>
    /// <param name="scans">The scans.</param>
    /// <param name="lines">Finds the lines in the reports of the scans.</param>
    public static IReadOnlyList<ScanRemark> Of(Advisory advisory, IReadOnlyList<ImageScan> scans, SourceLines lines)
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
            .. scans.SelectMany(scan => Of(scan, ids, scan.Component is { } component && components.Contains(component), lines)),
            .. components.Where(component => component.Images.Count > 0 && !scanned.Contains(component))
                .Select(component => new ScanRemark($"no image of {component.Name} was scanned", null)),
        ];
    }

    private static IEnumerable<ScanRemark> Of(ImageScan scan, HashSet<string> ids, bool isOfComponent, SourceLines lines)
    {
        var found = scan.Findings.Where(finding => ids.Contains(finding.Id)).ToList();
        return found.Count == 0 && isOfComponent
            ? [new ScanRemark(
                $"{scan.Image} was scanned without this vulnerability, which proves nothing", new SourcePlace("Trivy", scan.File, null))]
            : found.Select(finding => new ScanRemark(
                $"{scan.Image} contains {finding.Package} {finding.Version ?? "of unknown version"}",
                new SourcePlace("Trivy", scan.File, lines.Find(scan.File, $"\"{finding.Id}\""))));
    }
}

/// <summary>What one scan says about an advisory.</summary>
/// <param name="Text">E.g. <c>rancher/hardened-coredns:v1.14.5 contains github.com/coredns/coredns v1.14.5</c>.</param>
/// <param name="Place">Where it stands; null for a scan that was not made.</param>
internal sealed record ScanRemark(string Text, SourcePlace? Place);
