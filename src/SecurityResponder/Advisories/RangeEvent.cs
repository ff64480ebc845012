namespace SecurityResponder.Advisories;

/// <summary>What an event does at its version. At one version the order is this one: a flaw that is fixed and introduced again
/// at the same version is there, and one introduced where it was last seen affects that version.</summary>
internal enum RangeEventKind
{
    Fixed,
    Introduced,
    LastAffected,
}

/// <summary>One event of a range.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Version">Null for OSV's <c>0</c>, which is before every version.</param>
internal readonly record struct RangeEvent(RangeEventKind Kind, ComponentVersion? Version) : IComparable<RangeEvent>
{
    public int CompareTo(RangeEvent other)
    {
        var versions = Version is null ? (other.Version is null ? 0 : -1) : Version.CompareTo(other.Version);
        return versions != 0 ? versions : Kind.CompareTo(other.Kind);
    }
}
