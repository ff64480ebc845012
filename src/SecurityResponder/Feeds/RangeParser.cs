using SecurityResponder.Advisories;
using SecurityResponder.Components;
using SecurityResponder.Protocol;

namespace SecurityResponder.Feeds;

/// <summary>Parses version ranges from the wire.</summary>
internal static class RangeParser
{
    /// <summary>The affected ranges of a package, and those with a bound that is a commit. If there are <c>custom_ranges</c>, a SEMVER
    /// range with only "introduced: 0" is ignored: the Go vulnerability database uses it for versions that cannot be expressed as Go
    /// versions.</summary>
    /// <param name="affected">The package.</param>
    /// <param name="isStaging">Whether its 0.N.P is the component's 1.N.P.</param>
    /// <param name="parsed">Parses the bounds.</param>
    public static (List<AffectedRange> Ranges, List<AffectedRange> CommitRanges) All(
        AnswerAffected affected, bool isStaging, ParsedValues parsed)
    {
        var (ranges, commits) = (new List<AffectedRange>(affected.Ranges?.Count ?? 0), new List<AffectedRange>());
        AddTo(ranges, commits, affected.EcosystemSpecific?.CustomRanges, withPlaceholders: true, isStaging, parsed);
        AddTo(ranges, commits, affected.Ranges, withPlaceholders: ranges.Count == 0, isStaging, parsed);
        return (ranges, commits);
    }

    /// <summary>Parses a bound; null for other text.</summary>
    public static ComponentVersion? Bound(string? text, bool isStaging, ParsedValues parsed) =>
        parsed.Version(text) is { } version ? (isStaging ? version.AsKubernetes() : version) : null;

    private static void AddTo(
        List<AffectedRange> intervals,
        List<AffectedRange> commits,
        IReadOnlyList<AnswerRange?>? ranges,
        bool withPlaceholders,
        bool isStaging,
        ParsedValues parsed)
    {
        for (var i = 0; i < ranges?.Count; i++)
        {
            if (ranges[i] is not { Type: "SEMVER" or "ECOSYSTEM", Events: { } events } range
                || (!withPlaceholders && IsPlaceholder(range)))
            {
                continue;
            }

            Add(intervals, commits, Events(events, isStaging, parsed));
        }
    }

    // A commit has no place among the versions. An interval that begins at one may begin anywhere, and one that stays open may end at it.
    private static void Add(List<AffectedRange> intervals, List<AffectedRange> commits, List<RangeEvent> events)
    {
        if (!events.Exists(e => e.Version is { IsCommit: true }))
        {
            AffectedRange.AddTo(intervals, events);
            return;
        }

        var ofCommits = events.FindAll(e => e.Version is { IsCommit: true });
        events.RemoveAll(e => e.Version is { IsCommit: true });
        var others = new List<AffectedRange>();
        AffectedRange.AddTo(others, events);
        foreach (var interval in others)
        {
            var isOpen = interval is { Fixed: null, LastAffected: null };
            (isOpen ? commits : intervals).Add(interval);
        }

        if (ofCommits.Exists(e => e.Kind == RangeEventKind.Introduced))
        {
            events.Add(new RangeEvent(RangeEventKind.Introduced, null));
            AffectedRange.AddTo(commits, events);
        }
    }

    private static bool IsPlaceholder(AnswerRange range) =>
        ValueParser.NotNull(range.Events).All(entry => entry is { Introduced: "0" or null, Fixed: null, LastAffected: null, Limit: null });

    // An unreadable bound never hides a vulnerability: the range starts at the first version, or has no end.
    private static List<RangeEvent> Events(IReadOnlyList<AnswerEvent?> entries, bool isStaging, ParsedValues parsed)
    {
        var events = new List<RangeEvent>(entries.Count);
        RangeLimit limit = new();
        for (var i = 0; i < entries.Count; i++)
        {
            if (entries[i] is not { } e)
            {
                continue;
            }

            if (e.Introduced is not null)
            {
                events.Add(new RangeEvent(RangeEventKind.Introduced, e.Introduced == "0" ? null : Bound(e.Introduced, isStaging, parsed)));
            }

            if (Bound(e.Fixed, isStaging, parsed) is { } fix)
            {
                events.Add(new RangeEvent(RangeEventKind.Fixed, fix));
            }

            if (Bound(e.LastAffected, isStaging, parsed) is { } last)
            {
                events.Add(new RangeEvent(RangeEventKind.LastAffected, last));
            }

            if (e.Limit is not null)
            {
                limit.Add(Bound(e.Limit, isStaging, parsed));
            }
        }

        limit.Apply(events);
        return events;
    }
}
