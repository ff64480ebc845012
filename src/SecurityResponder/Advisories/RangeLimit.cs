using SecurityResponder.Components;

namespace SecurityResponder.Advisories;

/// <summary>The limit of a range: nothing from it on is affected
/// (<see href="https://ossf.github.io/osv-schema/#affectedrangesevents-fields"/>).</summary>
internal struct RangeLimit
{
    private ComponentVersion? _highest;
    private bool _isUnlimited;

    /// <summary>Adds a limit; of several, the highest counts.</summary>
    /// <param name="version">Null for OSV's <c>*</c> and for unreadable text, which never hides a vulnerability.</param>
    public void Add(ComponentVersion? version)
    {
        _isUnlimited |= version is null;
        _highest = version is not null && (_highest is null || version > _highest) ? version : _highest;
    }

    /// <summary>Removes the events from the limit on, and ends the range there. A commit has no place among the versions.</summary>
    public readonly void Apply(List<RangeEvent> events)
    {
        if (!_isUnlimited && _highest is { } limit)
        {
            End(events, limit);
        }
    }

    private static void End(List<RangeEvent> events, ComponentVersion limit)
    {
        events.RemoveAll(e => !limit.IsCommit && e.Version is { IsCommit: false } version && version >= limit);
        events.Add(new RangeEvent(RangeEventKind.Fixed, limit));
    }
}
