using SecurityResponder.Releases;

namespace SecurityResponder.Assessments;

/// <summary>Why no release, or no further release, is recommended.</summary>
/// <param name="Code">For programs, e.g. <c>MinorMissing</c>.</param>
/// <param name="Text">For people: a sentence without the full stop.</param>
public sealed record NoUpgradeReason(string Code, string Text)
{
    /// <summary>The feed knows nothing newer.</summary>
    internal static NoUpgradeReason NewestKnown { get; } = new("NewestKnown", "No newer release is known");

    /// <summary>Every release that can be taken is as bad or worse.</summary>
    internal static NoUpgradeReason NothingBetter { get; } = new("NothingBetter", "No release that this cluster can take is better");

    /// <summary>It is another distribution.</summary>
    internal static NoUpgradeReason NotRke2(string version) =>
        new("NotRke2", $"{version} is not a release of RKE2: no upgrade can be recommended");

    /// <summary>The feed lists later minors but not the next one.</summary>
    internal static NoUpgradeReason MinorMissing(MinorVersion missing) => new(
        "MinorMissing",
        $"Kubernetes upgrades one minor at a time, and the feed lists no release of {missing}");

    /// <summary>The newest releases of a minor cannot be reached from here.</summary>
    internal static NoUpgradeReason Barred(Release release) => new(
        "Barred",
        $"{release.Version} can be installed only from {release.MinUpgradable} or newer, and no release in between can be taken");

    /// <summary>A minor has only pre-releases.</summary>
    internal static NoUpgradeReason OnlyPrereleases(MinorVersion minor) => new("OnlyPrereleases", $"{minor} has only pre-releases");

    /// <summary>A minor has only withdrawn releases.</summary>
    internal static NoUpgradeReason OnlyWithdrawn(MinorVersion minor) => new("OnlyWithdrawn", $"the releases of {minor} were withdrawn");

    /// <summary>A minor has only releases for Prime customers.</summary>
    internal static NoUpgradeReason OnlyPrime(MinorVersion minor) =>
        new("OnlyPrime", $"the newer releases of {minor} are for RKE2 Prime customers only");

    /// <summary>Kubelets would be more than three minors older than the control plane.</summary>
    internal static NoUpgradeReason NodesTooOld(MinorVersion target, string oldestKubelet) => new(
        "NodesTooOld",
        $"{target} is more than three minors above the oldest kubelet, {oldestKubelet}: bring the nodes up to date first");
}
