using SecurityResponder.Feeds;
using SecurityResponder.Releases;

namespace SecurityResponder.Assessments;

/// <summary>The releases that a cluster may take, and the steps to them.</summary>
/// <param name="feed">The releases.</param>
/// <param name="installed">The installed version.</param>
/// <param name="isPrime">Whether releases for Prime customers may be taken.</param>
internal sealed class UpgradePath(Feed feed, ReleaseVersion installed, bool isPrime)
{
    /// <summary>Whether a release may be a target: it is no pre-release, not withdrawn, and open to this cluster.</summary>
    public bool IsEligible(Release release) =>
        release.Version.IsRke2 && !release.Version.IsPrerelease && !release.IsWithdrawn && (isPrime || !release.IsPrimeOnly);

    /// <summary>The steps from the installed version to the newest eligible release of a minor that can be reached; empty when there is
    /// none. The minor is the installed one or the next one of the last step.</summary>
    /// <param name="path">The steps so far.</param>
    /// <param name="minor">The minor.</param>
    public IReadOnlyList<Release> Extend(IReadOnlyList<Release> path, MinorVersion minor)
    {
        var steps = path.ToList();
        var from = path.Count > 0 ? path[^1].Version : installed;
        while (Newest(minor, from) is { } step)
        {
            steps.Add(step);
            from = step.Version;
        }

        return steps.Count > path.Count ? steps : [];
    }

    /// <summary>The steps to a minor, one minor at a time. A patch of the previous minor is a step only where the release demands
    /// it.</summary>
    /// <param name="minor">The minor.</param>
    /// <param name="reason">Why there is no path; null when there is one.</param>
    public IReadOnlyList<Release> To(MinorVersion minor, out NoUpgradeReason? reason)
    {
        IReadOnlyList<Release> path = [];
        reason = null;
        if (minor == installed.Minor)
        {
            path = Extend([], minor);
            reason = path.Count > 0 ? null : Missing(minor);
            return path;
        }

        for (var next = installed.Minor.Next; next <= minor; next = next.Next)
        {
            var direct = Extend(path, next);
            var longer = Extend(Extend(path, path.Count > 0 ? path[^1].Version.Minor : installed.Minor), next);
            var best = Better(direct, longer);
            if (best.Count == 0)
            {
                reason = Missing(next);
                return [];
            }

            path = best;
        }

        return path;
    }

    // The way over a newer patch counts only where it leads to a newer release.
    private static IReadOnlyList<Release> Better(IReadOnlyList<Release> direct, IReadOnlyList<Release> longer) =>
        direct.Count == 0 || (longer.Count > 0 && longer[^1].Version > direct[^1].Version) ? longer : direct;

    private Release? Newest(MinorVersion minor, ReleaseVersion from) => feed.Releases.FirstOrDefault(release =>
        release.Version.Minor == minor && release.Version > from && IsEligible(release)
        && (release.MinUpgradable is not { } oldest || from >= oldest));

    private NoUpgradeReason Missing(MinorVersion minor)
    {
        var later = feed.Releases.Where(release => release.Version > installed && release.Version.IsRke2).ToList();
        var ofMinor = later.FindAll(release => release.Version.Minor == minor);
        if (ofMinor.Count == 0)
        {
            return later.Exists(release => release.Version.Minor > minor)
                ? NoUpgradeReason.MinorMissing(minor)
                : NoUpgradeReason.NewestKnown;
        }

        return ofMinor.Find(IsEligible) is { } barred ? NoUpgradeReason.Barred(barred)
            : ofMinor.TrueForAll(release => release.Version.IsPrerelease) ? NoUpgradeReason.OnlyPrereleases(minor)
            : ofMinor.Exists(release => release is { IsPrimeOnly: true, IsWithdrawn: false } && !release.Version.IsPrerelease)
                ? NoUpgradeReason.OnlyPrime(minor)
            : NoUpgradeReason.OnlyWithdrawn(minor);
    }
}
