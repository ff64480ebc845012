using SecurityResponder.Components;

namespace SecurityResponder.Advisories;

/// <summary>Affected versions in words, as pages show them.</summary>
public static class AffectedRangeText
{
    /// <summary>A range, e.g. <c>1.3.0-rc.1 to before 1.3.3</c>.</summary>
    public static string Of(AffectedRange range) => (range.Introduced, range.Fixed, range.LastAffected) switch
    {
        (null, { } ends, _) => $"before {ends}",
        ({ } begins, { } ends, _) => $"{begins} to before {ends}",
        (null, null, { } last) => $"up to {last}",
        ({ } begins, null, { } last) => $"{begins} to {last}",
        ({ } begins, null, null) => $"{begins} and later",
        _ => "all versions",
    };

    /// <summary>The range of an advisory that contains a version of a component; null if no entry affects the version.</summary>
    public static string? Of(Advisory advisory, Component component, ComponentVersion version)
    {
        foreach (var affected in advisory.Affected.Where(entry => entry.Component == component && entry.Affects(version)))
        {
            return affected.Ranges.FirstOrDefault(range => range.Contains(version)) is { } found ? Of(found) : "versions listed by name";
        }

        return null;
    }
}
