using SecurityResponder.Components;

namespace SecurityResponder.Advisories;

/// <summary>The kind of an event. Events at one version are applied in this order: a version that fixes and reintroduces a
/// vulnerability is affected, and so is a version that introduces it and is the last affected one.</summary>
internal enum RangeEventKind
{
    Fixed,
    Introduced,
    LastAffected,
}

/// <summary>An event of a range.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Version">Null for OSV's <c>0</c>, which is before every version.</param>
internal readonly record struct RangeEvent(RangeEventKind Kind, ComponentVersion? Version) : IComparable<RangeEvent>
{
    public int CompareTo(RangeEvent other)
    {
        var versions = Version is null ? (other.Version is null ? 0 : -1) : Version.CompareTo(other.Version);
        return versions != 0 ? versions : Kind - other.Kind;
    }
}
