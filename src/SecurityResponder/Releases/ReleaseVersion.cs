namespace SecurityResponder.Releases;

/// <summary>The version of an RKE2 release, e.g. <c>v1.35.7+rke2r1</c>. A plain <c>v1.35.7</c> and a fork's <c>v1.33.4+k3s1</c> are
/// valid, too.</summary>
/// <remarks>
/// Order: the Kubernetes version; a pre-release (<c>-alpha1</c>, <c>-rc2</c>) before its release, <c>rc2</c> before <c>rc10</c>; then
/// versions without build metadata; then the word of the metadata; then its number. SemVer gives build metadata no precedence
/// (<see href="https://semver.org/#spec-item-10"/>), but <c>+rke2r3</c> is released after <c>+rke2r1</c> and replaces it.
/// Equal means equal in this order: a leading <c>v</c>, the case of letters and leading zeros do not matter.
/// </remarks>
public sealed record ReleaseVersion : IComparable<ReleaseVersion>
{
    private readonly string _text;
    private readonly SemanticVersion _kubernetes;
    private readonly Revision? _revision;

    private ReleaseVersion(string text, SemanticVersion kubernetes, Revision? revision)
    {
        _text = text;
        _kubernetes = kubernetes;
        _revision = revision;
    }

    /// <summary>The minor version, e.g. <c>1.35</c>.</summary>
    public MinorVersion Minor => new(_kubernetes.Major, _kubernetes.Minor);

    /// <summary>Whether it is an alpha, beta or release candidate: never recommended.</summary>
    public bool IsPrerelease => _kubernetes.IsPrerelease;

    /// <summary>Whether it is a release of RKE2 (<c>+rke2rN</c>), not of another distribution.</summary>
    public bool IsRke2 => _revision is { Vendor: "rke2r" };

    /// <summary>Parses a version; null for null, for invalid text, and for more than 128 characters.</summary>
    public static ReleaseVersion? TryParse(string? text)
    {
        if (!VersionParts.TryParse(text, allowShort: false, out var parts))
        {
            return null;
        }

        var kubernetes = new SemanticVersion(parts.Major, parts.Minor, parts.Patch, Labels(parts.PreRelease));
        return new ReleaseVersion(text!, kubernetes, parts.Metadata == "" ? null : Revision.OfMetadata(parts.Metadata));
    }

    /// <inheritdoc/>
    public int CompareTo(ReleaseVersion? other)
    {
        if (other is null)
        {
            return 1;
        }

        var kubernetesOrder = _kubernetes.CompareTo(other._kubernetes);
        if (kubernetesOrder != 0)
        {
            return kubernetesOrder;
        }

        return _revision is null ? (other._revision is null ? 0 : -1) : _revision.CompareTo(other._revision);
    }

    /// <inheritdoc/>
    public bool Equals(ReleaseVersion? other) => other is not null && CompareTo(other) == 0;

    // Without the pre-release labels: they compare case-insensitively and by number, and a hash may be coarser than equality.
    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_kubernetes.Major, _kubernetes.Minor, _kubernetes.Patch, _revision);

    /// <summary>The text it was parsed from.</summary>
    public override string ToString() => _text;

    /// <summary>Older than.</summary>
    public static bool operator <(ReleaseVersion left, ReleaseVersion right) => left.CompareTo(right) < 0;

    /// <summary>Newer than.</summary>
    public static bool operator >(ReleaseVersion left, ReleaseVersion right) => left.CompareTo(right) > 0;

    /// <summary>Not newer than.</summary>
    public static bool operator <=(ReleaseVersion left, ReleaseVersion right) => left.CompareTo(right) <= 0;

    /// <summary>Not older than.</summary>
    public static bool operator >=(ReleaseVersion left, ReleaseVersion right) => left.CompareTo(right) >= 0;

    // SemVer compares "rc10" and "rc2" as text, RKE2 by number: a word and its number become two labels.
    private static string[] Labels(string preRelease)
    {
        if (preRelease == "")
        {
            return [];
        }

        var labels = new List<string>();
        foreach (var label in preRelease.Split('.'))
        {
            var word = label.TrimEnd("0123456789".ToCharArray());
            if (word != "")
            {
                labels.Add(word);
            }

            if (word.Length < label.Length)
            {
                labels.Add(label[word.Length..]);
            }
        }
        return [.. labels];
    }
}
