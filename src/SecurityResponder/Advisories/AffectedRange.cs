using SecurityResponder.Components;

namespace SecurityResponder.Advisories;

/// <summary>One interval of affected versions.</summary>
/// <param name="Introduced">The first affected version; null for the first version of all.</param>
/// <param name="Fixed">The first later version that is not affected; null for none.</param>
/// <param name="LastAffected">The last affected version, when no fixed version is given; null for none.</param>
public sealed record AffectedRange(ComponentVersion? Introduced, ComponentVersion? Fixed = null, ComponentVersion? LastAffected = null)
{
    /// <summary>Whether a version is in the range.</summary>
    public bool Contains(ComponentVersion version) =>
        (Introduced is null || version.CompareToBound(Introduced) >= 0)
        && (Fixed is null || version.CompareToBound(Fixed) < 0)
        && (LastAffected is null || version.CompareToBound(LastAffected) <= 0);

    /// <summary>The ranges of OSV events (<see href="https://ossf.github.io/osv-schema/#evaluation"/>), which may come in any
    /// order.</summary>
    internal static IReadOnlyList<AffectedRange> OfEvents(List<RangeEvent> events)
    {
        var ranges = new List<AffectedRange>();
        AffectedRange? open = null;
        events.Sort();
        foreach (var e in events)
        {
            if (e.Kind == RangeEventKind.Introduced)
            {
                open ??= new AffectedRange(e.Version);
            }
            else if (open is not null)
            {
                ranges.Add(e.Kind == RangeEventKind.Fixed ? open with { Fixed = e.Version } : open with { LastAffected = e.Version });
                open = null;
            }
        }
        if (open is not null)
        {
            ranges.Add(open);
        }

        return ranges;
    }
}
