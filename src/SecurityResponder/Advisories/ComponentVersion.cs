using SecurityResponder.Releases;

namespace SecurityResponder.Advisories;

/// <summary>A component's version, e.g. <c>v3.6.7-k3s1</c>, or a bound of an advisory's range, e.g. <c>3.6.7</c>.</summary>
/// <remarks>
/// SemVer precedence (<see href="https://semver.org/#spec-item-11"/>) with one exception: a vendor's suffix, a word with a number behind it
/// (<c>-k3s1</c>, <c>-hardened2</c>, <c>-build20260819</c>, <c>+rke2r1</c>), comes after the version it was built from. Words for
/// unfinished versions (<c>-rc.1</c>, <c>-beta.0</c>, <c>-alpha1</c>, Go's pseudo-versions) stay before it.
/// </remarks>
public sealed record ComponentVersion : IComparable<ComponentVersion>
{
    private static readonly string[] UnfinishedWords =
        ["alpha", "beta", "rc", "ea", "pre", "preview", "dev", "snapshot", "nightly", "canary"];

    private readonly string _text;
    private readonly SemanticVersion _upstream;
    private readonly Revision? _revision;

    private ComponentVersion(string text, SemanticVersion upstream, Revision? revision)
    {
        _text = text;
        _upstream = upstream;
        _revision = revision;
    }

    /// <summary>The major version, e.g. 3.</summary>
    public int Major => _upstream.Major;

    /// <summary>Reads a version, with or without <c>v</c>, of one to three numbers; null for text that is none, or longer than 128 characters.</summary>
    public static ComponentVersion? TryParse(string? text)
    {
        if (!VersionParts.TryParse(text, allowShort: true, out var parts))
        {
            return null;
        }

        var preRelease = parts.PreRelease.AsSpan();
        var revision = CutRevision(ref preRelease) ?? Revision.TrySplit(parts.Metadata);
        var labels = preRelease.IsEmpty ? [] : preRelease.ToString().Split('.');
        return new ComponentVersion(text!, new SemanticVersion(parts.Major, parts.Minor, parts.Patch, labels), revision);
    }

    /// <inheritdoc/>
    public int CompareTo(ComponentVersion? other)
    {
        if (other is null)
        {
            return 1;
        }

        var order = _upstream.CompareTo(other._upstream);
        if (order != 0)
        {
            return order;
        }

        return _revision is null ? (other._revision is null ? 0 : -1) : _revision.CompareTo(other._revision);
    }

    /// <summary>This version's place before (negative), at (0) or after a bound. A bound without a suffix speaks of every rebuild:
    /// <c>fixed: 1.27.15</c> is met by each <c>v1.27.15+rke2rN</c>, and <c>last_affected: 2.2.6</c> takes in <c>2.2.6-k3s1</c>.</summary>
    public int CompareToBound(ComponentVersion bound) =>
        bound._revision is null ? _upstream.CompareTo(bound._upstream) : CompareTo(bound);

    /// <inheritdoc/>
    public bool Equals(ComponentVersion? other) => other is not null && CompareTo(other) == 0;

    // Labels stay out: they are compared without case, and a hash may be coarser than equality.
    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_upstream.Major, _upstream.Minor, _upstream.Patch, _revision);

    /// <summary>The text it was read from.</summary>
    public override string ToString() => _text;

    /// <summary>Older than.</summary>
    public static bool operator <(ComponentVersion left, ComponentVersion right) => left.CompareTo(right) < 0;

    /// <summary>Newer than.</summary>
    public static bool operator >(ComponentVersion left, ComponentVersion right) => left.CompareTo(right) > 0;

    /// <summary>Not newer than.</summary>
    public static bool operator <=(ComponentVersion left, ComponentVersion right) => left.CompareTo(right) <= 0;

    /// <summary>Not older than.</summary>
    public static bool operator >=(ComponentVersion left, ComponentVersion right) => left.CompareTo(right) >= 0;

    // "rke2r1-build20240912" ends in two of them: the first one counts. "rc.1-k3s1" is a rebuild of a candidate.
    private static Revision? CutRevision(ref ReadOnlySpan<char> preRelease)
    {
        Revision? first = null;
        while (!preRelease.IsEmpty)
        {
            var hyphen = preRelease.LastIndexOf('-');
            var revision = Revision.TrySplit(preRelease[(hyphen + 1)..]);
            if (revision is null || UnfinishedWords.Contains(revision.Vendor))
            {
                break;
            }

            first = revision;
            preRelease = preRelease[..Math.Max(hyphen, 0)];
        }
        return first;
    }
}
