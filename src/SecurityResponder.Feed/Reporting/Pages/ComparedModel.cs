using SecurityResponder.Advisories;
using SecurityResponder.Assessments;
using SecurityResponder.Text;

namespace SecurityResponder.Feed.Reporting.Pages;

/// <summary>A version of a component that was compared with an advisory.</summary>
/// <param name="Text">The component with its version, e.g. <c>runc v1.3.1</c>.</param>
/// <param name="Range">The affected versions, e.g. <c>affected: 1.3.0-rc.1 to before 1.3.3</c>; null if unknown.</param>
public sealed record ComparedModel(string Text, string? Range)
{
    internal static ComparedModel Of(Advisory advisory, ComponentUse use) => new(
        SafeText.Page(use.Version is null ? use.Component.Name : $"{use.Component.Name} {use.Version}"),
        use.Version is { } version && AffectedRangeText.Of(advisory, use.Component, version) is { } range
            ? SafeText.Page("affected: " + range)
            : null);

    /// <summary>The affected versions of an entry, e.g. <c>1.3.0 to before 1.3.3; up to 1.2.9</c>.</summary>
    internal static string Described(AffectedComponent affected)
    {
        var texts = affected.Ranges.Select(AffectedRangeText.Of).Concat(affected.Versions.Select(version => version.ToString()))
            .Concat(affected.CommitRanges.Select(range => AffectedRangeText.Of(range) + " (commits, which cannot be compared)")).ToList();
        var systems = affected.OperatingSystems.Count == 0 ? "" : $" ({string.Join(" or ", affected.OperatingSystems)} nodes only)";
        return SafeText.Page((texts.Count == 0 ? "no versions given" : string.Join("; ", texts)) + systems);
    }
}
