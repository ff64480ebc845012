using SecurityResponder.Advisories;
using SecurityResponder.Protocol;

namespace SecurityResponder.Feeds;

/// <summary>Ranges from the wire.</summary>
internal static class RangeReading
{
    /// <summary>The package's intervals. A SEMVER range that says no more than "introduced: 0" is the Go vulnerability database's way of
    /// saying "not expressible as Go versions" where <c>custom_ranges</c> stand beside it: then those alone hold.</summary>
    public static IReadOnlyList<AffectedRange> All(AnswerAffected affected)
    {
        var custom = Intervals(affected.EcosystemSpecific?.CustomRanges, isPlaceholder: _ => false);
        var ranges = Intervals(affected.Ranges, isPlaceholder: range => custom.Count > 0 && SaysOnlyEverything(range));
        return [.. ranges, .. custom];
    }

    private static List<AffectedRange> Intervals(IReadOnlyList<AnswerRange?>? ranges, Func<AnswerRange, bool> isPlaceholder)
    {
        var intervals = new List<AffectedRange>();
        foreach (var range in WireText.Given(ranges))
            if (range.Type is "SEMVER" or "ECOSYSTEM" && !isPlaceholder(range))
                intervals.AddRange(AffectedRange.OfEvents(WireText.Given(range.Events).SelectMany(Events)));
        return intervals;
    }

    private static bool SaysOnlyEverything(AnswerRange range) =>
        WireText.Given(range.Events).All(e => e is { Introduced: "0" or null, Fixed: null, LastAffected: null });

    // A bound that cannot be read never hides: the flaw starts at the beginning, or does not end.
    private static IEnumerable<RangeEvent> Events(AnswerEvent e)
    {
        var start = e.Introduced == "0" ? null : ComponentVersion.TryParse(e.Introduced);
        if (e.Introduced is not null) yield return new RangeEvent(RangeEventKind.Introduced, start);
        if (ComponentVersion.TryParse(e.Fixed) is { } fix) yield return new RangeEvent(RangeEventKind.Fixed, fix);
        if (ComponentVersion.TryParse(e.LastAffected) is { } last) yield return new RangeEvent(RangeEventKind.LastAffected, last);
    }
}
