using SecurityResponder.Releases;

namespace SecurityResponder.Components;

/// <summary>A component's version, e.g. <c>v3.6.7-k3s1</c>, or a bound of an advisory's range, e.g. <c>3.6.7</c>.</summary>
/// <remarks>
/// SemVer precedence (<see href="https://semver.org/#spec-item-11"/>) with one exception: a vendor suffix, a word followed by a number
/// (<c>-k3s1</c>, <c>-hardened2</c>, <c>-build20260819</c>, <c>+rke2r1</c>), sorts after the version it was built from. Words for
/// pre-releases (<c>-rc.1</c>, <c>-beta.0</c>, <c>-alpha1</c>, Go pseudo-versions) sort before it.
/// </remarks>
public sealed record ComponentVersion : IComparable<ComponentVersion>
{
    private static readonly string[] PreReleaseWords =
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

    /// <summary>Whether it is a Go pseudo-version, which stands for a commit
    /// (<see href="https://go.dev/ref/mod#pseudo-versions"/>), e.g. <c>0.0.0-20260319175635-5183b7d86137</c>.</summary>
    public bool IsCommit => EndsWithCommit(_text);

    /// <summary>The version of Kubernetes that a staging module's version belongs to: <c>0.35.7</c> is <c>1.35.7</c>. Other versions
    /// stay as they are.</summary>
    public ComponentVersion AsKubernetes() =>
        _upstream is { Major: 0, Minor: > 0 } ? new ComponentVersion(_text, _upstream with { Major = 1 }, _revision) : this;

    /// <summary>Parses a version of one to three numbers, with or without <c>v</c>, or with a name before it
    /// (<c>nginx-1.9.6-hardened1</c>); null for other text and for more than 128 characters.</summary>
    public static ComponentVersion? TryParse(string? text)
    {
        if (!VersionParts.TryParse(WithoutName(text), allowShort: true, out var parts))
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

    /// <summary>Negative when this version is before the bound, 0 at it, positive after it. A bound without a suffix includes every
    /// rebuild:
    /// <c>fixed: 1.27.15</c> includes each <c>v1.27.15+rke2rN</c>, and <c>last_affected: 2.2.6</c> includes <c>2.2.6-k3s1</c>.</summary>
    public int CompareToBound(ComponentVersion bound) =>
        bound._revision is null ? _upstream.CompareTo(bound._upstream) : CompareTo(bound);

    /// <inheritdoc/>
    public bool Equals(ComponentVersion? other) => other is not null && CompareTo(other) == 0;

    // Without the labels: they compare case-insensitively, and a hash may be coarser than equality.
    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_upstream.Major, _upstream.Minor, _upstream.Patch, _revision);

    /// <summary>The text it was parsed from.</summary>
    public override string ToString() => _text;

    /// <summary>Older than.</summary>
    public static bool operator <(ComponentVersion left, ComponentVersion right) => left.CompareTo(right) < 0;

    /// <summary>Newer than.</summary>
    public static bool operator >(ComponentVersion left, ComponentVersion right) => left.CompareTo(right) > 0;

    /// <summary>Not newer than.</summary>
    public static bool operator <=(ComponentVersion left, ComponentVersion right) => left.CompareTo(right) <= 0;

    /// <summary>Not older than.</summary>
    public static bool operator >=(ComponentVersion left, ComponentVersion right) => left.CompareTo(right) >= 0;

    // "rke2r1-build20240912" ends with two revisions: the first one counts. "rc.1-k3s1" is a rebuild of a release candidate.
    private static Revision? CutRevision(ref ReadOnlySpan<char> preRelease)
    {
        Revision? first = null;
        while (!preRelease.IsEmpty)
        {
            var hyphen = preRelease.LastIndexOf('-');
            var revision = Revision.TrySplit(preRelease[(hyphen + 1)..]);
            if (revision is null || PreReleaseWords.Contains(revision.Vendor))
            {
                break;
            }

            first = revision;
            preRelease = preRelease[..Math.Max(hyphen, 0)];
        }
        return first;
    }

    // …-20260319175635-5183b7d86137, after a hyphen or, in a pre-release, a dot; "+incompatible" may follow.
    private static bool EndsWithCommit(ReadOnlySpan<char> text)
    {
        const int TimeLength = 14, HashLength = 12;
        var plus = text.IndexOf('+');
        text = plus < 0 ? text : text[..plus];
        return text.Length > TimeLength + HashLength + 2
            && IsHexadecimal(text[^HashLength..])
            && text[^(HashLength + 1)] == '-'
            && !text[^(HashLength + 1 + TimeLength)..^(HashLength + 1)].ContainsAnyExceptInRange('0', '9')
            && text[^(HashLength + 2 + TimeLength)] is '-' or '.';
    }

    private static bool IsHexadecimal(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiHexDigitLower(c))
            {
                return false;
            }
        }

        return true;
    }

    // A name consists of letters; "v1.2.3" and "1.2.3" have none.
    private static string? WithoutName(string? text)
    {
        var hyphen = text?.IndexOf('-') ?? -1;
        if (hyphen < 2)
        {
            return text;
        }

        foreach (var c in text.AsSpan(0, hyphen))
        {
            if (!char.IsAsciiLetter(c))
            {
                return text;
            }
        }

        return text![(hyphen + 1)..];
    }
}
