using SecurityResponder.Advisories;
using SecurityResponder.Protocol;

namespace SecurityResponder.Feeds;

/// <summary>Parses version ranges from the wire.</summary>
internal static class RangeParser
{
    /// <summary>The affected ranges of a package. If there are <c>custom_ranges</c>, a SEMVER range with only "introduced: 0" is ignored:
    /// the
    /// Go vulnerability database uses it for versions that cannot be expressed as Go versions.</summary>
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
            if (ranges[i] is { Type: "SEMVER" or "ECOSYSTEM", Events: { } events } range
                && (withPlaceholders || !IsPlaceholder(range)))
            {
                intervals.AddRange(AffectedRange.OfEvents(Events(events)));
            }
        }
    }

    private static bool IsPlaceholder(AnswerRange range) =>
        ValueParser.NotNull(range.Events).All(entry => entry is { Introduced: "0" or null, Fixed: null, LastAffected: null });

    // An unreadable bound never hides a vulnerability: the range starts at the first version, or has no end.
    private static List<RangeEvent> Events(IReadOnlyList<AnswerEvent?> entries)
    {
        var events = new List<RangeEvent>(entries.Count);
        for (var i = 0; i < entries.Count; i++)
        {
            if (entries[i] is not { } e)
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
