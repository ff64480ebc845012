using SecurityResponder.Components;

namespace SecurityResponder.Assessments;

/// <summary>One version of a component that a cluster runs, or would run with a release.</summary>
/// <param name="Component">The component.</param>
/// <param name="Version">The version; null when it is unknown, see <see cref="MissingFact"/>.</param>
/// <param name="Source">Where it was read.</param>
public sealed record ComponentUse(Component Component, ComponentVersion? Version, VersionSource Source)
{
    /// <summary>What is unknown, e.g. <c>the feed does not list the version of traefik in v1.32.10+rke2r1</c>; null when the version is
    /// known.</summary>
    public string? MissingFact { get; init; }

    /// <summary>The release of the nodes, or the release whose list was read, e.g. <c>v1.35.3+rke2r1</c>; null when neither
    /// matters.</summary>
    public string? Release { get; init; }

    /// <summary>Number of nodes that run it; null when it does not run per node, or when the nodes are unknown.</summary>
    public int? Nodes { get; init; }

    /// <summary>The last parts of the image's name, e.g. <c>rancher/hardened-calico</c>; null when unknown. VEX statements are about
    /// images.</summary>
    public string? Image { get; init; }

    /// <summary>Whether it is a release that the feed does not list: a list of versions by name says nothing about it.</summary>
    public bool IsUnlisted { get; init; }

    /// <summary>Whether RKE2 does not install it: an upgrade of RKE2 does not change it.</summary>
    public bool IsForeign { get; init; }

    /// <summary>A use with an unknown version.</summary>
    internal static ComponentUse Unknown(Component component, string missingFact, int? nodes = null) =>
        new(component, null, VersionSource.ReleaseList) { MissingFact = missingFact, Nodes = nodes };
}
