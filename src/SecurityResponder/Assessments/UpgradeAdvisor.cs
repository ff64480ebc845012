using SecurityResponder.Clusters;
using SecurityResponder.Feeds;
using SecurityResponder.Releases;

namespace SecurityResponder.Assessments;

/// <summary>Chooses the release to upgrade to (the order is written in docs/advice.md).</summary>
/// <param name="cluster">The cluster.</param>
/// <param name="feed">The releases and advisories.</param>
/// <param name="version">The installed version.</param>
/// <param name="installed">What the cluster runs.</param>
/// <param name="situation">What is open now.</param>
/// <param name="time">The current time.</param>
internal sealed class UpgradeAdvisor(
    Cluster cluster, Feed feed, ReleaseVersion version, ClusterComponents installed, Situation situation, DateTimeOffset time)
{
    private const int DaysUntilSoon = 30;

    private readonly AdvisoryEvaluator _evaluator = new(cluster);
    private readonly UpgradePath _path = new(feed, version, cluster.IsPrime == true);
    private readonly NodeSkew _skew = new(cluster, version);

    /// <summary>The newest patch of the installed minor that can be taken; null when there is none.</summary>
    public Upgrade? Patch => field ??= To(version.Minor);

    /// <summary>The newest release of the next minor that can be taken; null when there is none.</summary>
    public Upgrade? NextMinor => field ??= To(version.Minor.Next);

    /// <summary>The recommendation.</summary>
    public Recommendation Recommend(NodeUpgrade? nodes)
    {
        if (!version.IsRke2)
        {
            return new Recommendation(null, null, null, NoUpgradeReason.NotRke2(cluster.Version));
        }

        if (feed.SupportOf(version.Minor, time) is not Support.EndOfLife)
        {
            var choice = Choose();
            return new Recommendation(choice, null, nodes, choice is null ? WhyStay() : null);
        }

        if (Supported(out var reason) is { } target)
        {
            var interim = target.Path[0].Version.Minor > version.Minor && Patch is { } patch && SeverityCounts.Of(patch.Fixes).HasUrgent
                ? patch : null;
            return new Recommendation(target, interim, nodes, null);
        }

        // No supported minor can be reached: the best of what can be taken, and the reason.
        return new Recommendation(Choose(), null, nodes, reason);
    }

    // The newest release of the first supported minor. A minor whose support is unknown counts only where none is known to be supported.
    private Upgrade? Supported(out NoUpgradeReason? reason)
    {
        IReadOnlyList<Release>? unknown = null;
        for (var minor = version.Minor.Next; ; minor = minor.Next)
        {
            var path = PathTo(minor, out reason);
            if (path.Count == 0)
            {
                return unknown is null ? null : unknown[^1].Version.Minor == version.Minor.Next ? NextMinor : Compared(unknown);
            }

            switch (feed.SupportOf(minor, time))
            {
                case Support.Supported: return minor == version.Minor.Next ? NextMinor : Compared(path);
                case Support.Unknown: unknown ??= path; break;
            }
        }
    }

    // The fewest exploited, then critical, then high. On a tie the patch, if it brings nothing worse than it fixes; else stay.
    private Upgrade? Choose()
    {
        var (stay, patch, next) = (situation.Open, Patch, NextMinor);
        var best = stay;
        foreach (var upgrade in new[] { patch, next })
        {
            best = upgrade is not null && upgrade.Open.CompareUrgency(best) < 0 ? upgrade.Open : best;
        }

        if (patch is not null && patch.Open.CompareUrgency(best) == 0 && (BringsNothingWorse(patch) || stay.CompareUrgency(best) > 0))
        {
            return patch;
        }

        return stay.CompareUrgency(best) == 0 ? null : next;
    }

    private static bool BringsNothingWorse(Upgrade upgrade) =>
        upgrade.Brings.Count == 0
        || (upgrade.Fixes.Count > 0 && upgrade.Brings[0].Advisory.Severity.Level <= upgrade.Fixes[0].Advisory.Severity.Level);

    private NoUpgradeReason WhyStay()
    {
        if (Patch is not null || NextMinor is not null)
        {
            return NoUpgradeReason.NothingBetter;
        }

        PathTo(version.Minor, out var patch);
        PathTo(version.Minor.Next, out var next);
        return patch is { Code: not "NewestKnown" and not "MinorMissing" } ? patch : next ?? NoUpgradeReason.NewestKnown;
    }

    private Upgrade? To(MinorVersion minor) => PathTo(minor, out _) is { Count: > 0 } path ? Compared(path) : null;

    private IReadOnlyList<Release> PathTo(MinorVersion minor, out NoUpgradeReason? reason)
    {
        var path = _path.To(minor, out reason);
        if (path.Count == 0 || !_skew.Bars(minor))
        {
            return path;
        }

        reason = NoUpgradeReason.NodesTooOld(minor, _skew.Oldest!.Version);
        return [];
    }

    private Upgrade Compared(IReadOnlyList<Release> path)
    {
        var release = path[^1];
        var then = new Situation(feed, _evaluator, new TargetComponents(release, cluster, installed));
        var support = feed.SupportOf(release.Version.Minor, time);
        var soon = DateOnly.FromDateTime(time.UtcDateTime).AddDays(DaysUntilSoon);
        return new Upgrade(
            release,
            Fixes: [.. situation.Findings.Where(finding => then.Of(finding.Advisory) == Decision.NotAffected)],
            Remains: [.. situation.Findings.Where(finding => then.Of(finding.Advisory) != Decision.NotAffected)],
            Brings: [.. then.Findings.Where(finding => situation.Of(finding.Advisory) != Decision.Affected)])
        {
            Path = path,
            Undecided = [.. then.Undecided.Where(undecided => situation.Of(undecided.Advisory) != Decision.Affected)],
            Support = support,
            EndsSoon = support is Support.EndOfLife || support is Support.Supported { Until: var until } && until < soon,
            Open = then.Open,
        };
    }
}
