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

    /// <summary>Adds the ranges of OSV events (<see href="https://ossf.github.io/osv-schema/#evaluation"/>), which may come in any
    /// order, to a list.</summary>
    internal static void AddTo(List<AffectedRange> ranges, List<RangeEvent> events)
    {
        Sort(events);
        ComponentVersion? introduced = null;
        var isOpen = false;
        foreach (var e in events)
        {
            if (e.Kind == RangeEventKind.Introduced)
            {
                introduced = isOpen ? introduced : e.Version;
                isOpen = true;
            }
            else if (isOpen)
            {
                ranges.Add(e.Kind == RangeEventKind.Fixed ? new(introduced, Fixed: e.Version) : new(introduced, LastAffected: e.Version));
                isOpen = false;
            }
        }

        if (isOpen)
        {
            ranges.Add(new(introduced));
        }
    }

    // Nearly all events come in order.
    private static void Sort(List<RangeEvent> events)
    {
        for (var i = 1; i < events.Count; i++)
        {
            if (events[i - 1].CompareTo(events[i]) > 0)
            {
                events.Sort();
                return;
            }
        }
    }
}
