using SecurityResponder.Releases;

namespace SecurityResponder.Client.Settings;

/// <summary>Judges releases without a cluster.</summary>
internal sealed record ReleaseOptions
{
    private const string Expected = "a version such as v1.35.5+rke2r1";

    /// <summary>The release to judge; null when a cluster is assessed or two releases are compared.</summary>
    public ReleaseVersion? Release { get; init; }

    /// <summary>The releases to compare; null when a cluster is assessed or one release is judged.</summary>
    public ReleasePair? Compared { get; init; }

    /// <summary>The network plugin of the clusters meant, <c>none</c> for none; null for any.</summary>
    public string? Cni { get; init; }

    /// <summary>The ingress controller of the clusters meant, <c>none</c> for none; null for any.</summary>
    public string? Ingress { get; init; }

    /// <summary>Whether they have Windows nodes; null for any cluster.</summary>
    public bool? HasWindows { get; init; }

    /// <summary>Whether no cluster is read.</summary>
    public bool IsAsked => Release is not null || Compared is not null;

    /// <summary>Parses a version.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static ReleaseVersion ReadVersion(string value) =>
        ReleaseVersion.TryParse(value) ?? throw new FormatException(Expected);

    /// <summary>Parses two versions, separated by a space or two dots.</summary>
    /// <exception cref="FormatException">They are not two versions.</exception>
    public static ReleasePair ReadPair(string value) =>
        value.Replace("..", " ", StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var from, var to]
            && ReleaseVersion.TryParse(from) is { } first && ReleaseVersion.TryParse(to) is { } second
            ? new ReleasePair(first, second)
            : throw new FormatException("two versions such as v1.34.5+rke2r1 v1.35.5+rke2r1");

    /// <summary>Parses the network plugin.</summary>
    /// <exception cref="FormatException">RKE2 has no such plugin.</exception>
    public static string ReadCni(string value) => value is "canal" or "calico" or "cilium" or "flannel" or "none"
        ? value
        : throw new FormatException("canal, calico, cilium, flannel or none");

    /// <summary>Parses the ingress controller.</summary>
    /// <exception cref="FormatException">RKE2 has no such controller.</exception>
    public static string ReadIngress(string value) => value is "ingress-nginx" or "traefik" or "none"
        ? value
        : throw new FormatException("ingress-nginx, traefik or none");
}

/// <summary>Two releases.</summary>
/// <param name="From">The one to start from.</param>
/// <param name="To">The one that is compared with it.</param>
internal sealed record ReleasePair(ReleaseVersion From, ReleaseVersion To)
{
    /// <summary>As it is parsed.</summary>
    public override string ToString() => $"{From} {To}";
}
