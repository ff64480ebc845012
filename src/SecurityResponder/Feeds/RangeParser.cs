using SecurityResponder.Advisories;
using SecurityResponder.Protocol;

namespace SecurityResponder.Feeds;

/// <summary>Ranges from the wire.</summary>
internal static class RangeParser
{
    /// <summary>The package's intervals. A SEMVER range that says no more than "introduced: 0" is the Go vulnerability database's way of
    /// saying "not expressible as Go versions" where <c>custom_ranges</c> stand beside it: then those alone hold.</summary>
    public static IReadOnlyList<AffectedRange> All(AnswerAffected affected)
    {
        var custom = new List<AffectedRange>();
        AddTo(custom, affected.EcosystemSpecific?.CustomRanges, withPlaceholders: true);
        var ranges = new List<AffectedRange>();
        AddTo(ranges, affected.Ranges, withPlaceholders: custom.Count == 0);
        ranges.AddRange(custom);
        return ranges;
    }

    private static void AddTo(List<AffectedRange> intervals, IReadOnlyList<AnswerRange?>? ranges, bool withPlaceholders)
    {
        for (var i = 0; i < ranges?.Count; i++)
        {
            if (ranges[i] is { Type: "SEMVER" or "ECOSYSTEM", Events: { } events } range && (withPlaceholders || !SaysOnlyEverything(range)))
            {
                intervals.AddRange(AffectedRange.OfEvents(Events(events)));
            }
        }
    }

    private static bool SaysOnlyEverything(AnswerRange range) =>
        ValueParser.Given(range.Events).All(e => e is { Introduced: "0" or null, Fixed: null, LastAffected: null });

    // A bound that cannot be read never hides: the flaw starts at the beginning, or does not end.
    private static List<RangeEvent> Events(IReadOnlyList<AnswerEvent?> given)
    {
        var events = new List<RangeEvent>(given.Count);
        for (var i = 0; i < given.Count; i++)
        {
            if (given[i] is not { } e)
            {
                continue;
            }

            var start = e.Introduced == "0" ? null : ComponentVersion.TryParse(e.Introduced);
            if (e.Introduced is not null)
            {
                events.Add(new RangeEvent(RangeEventKind.Introduced, start));
            }

            if (ComponentVersion.TryParse(e.Fixed) is { } fix)
            {
                events.Add(new RangeEvent(RangeEventKind.Fixed, fix));
            }

            if (ComponentVersion.TryParse(e.LastAffected) is { } last)
            {
                events.Add(new RangeEvent(RangeEventKind.LastAffected, last));
            }
        }
        return events;
    }
}
