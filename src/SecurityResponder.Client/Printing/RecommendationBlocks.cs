using SecurityResponder.Assessments;
using SecurityResponder.Text;

namespace SecurityResponder.Client.Printing;

/// <summary>What to do, and the other releases that can be taken.</summary>
internal static class RecommendationBlocks
{
    /// <summary>The blocks of a recommendation.</summary>
    public static IEnumerable<Block> Of(Assessment assessment, bool isComplete)
    {
        var (recommendation, found) = (assessment.Recommendation, assessment.Findings.Count);
        if (recommendation.Nodes is { } nodes)
        {
            yield return Nodes(nodes);
        }

        if (recommendation.Interim is { } interim)
        {
            yield return new Block.Paragraph(
                $"Take {UpgradeText.Version(interim.Release.Version)} first: it fixes urgent findings.",
                UpgradeText.Lines(interim, found, isComplete));
        }

        yield return Target(recommendation, found, isComplete);
        if (assessment.IsRancherManaged && recommendation.Target is not null)
        {
            yield return new Block.Paragraph("Rancher manages this cluster: make the upgrade in Rancher.");
        }

        foreach (var other in new[] { assessment.Patch, assessment.NextMinor })
        {
            if (other is not null && other != recommendation.Target && other != recommendation.Interim)
            {
                yield return new Block.Paragraph(
                    $"Not recommended: {UpgradeText.Version(other.Release.Version)}", UpgradeText.Lines(other, found, isComplete));
            }
        }
    }

    private static Block.Paragraph Nodes(NodeUpgrade nodes) => new Block.Paragraph(
        $"First bring {Wording.Count(nodes.Count, "node")} to {SafeText.Line(nodes.Release)}; the oldest runs "
        + SafeText.Line(nodes.Oldest) + ".",
        nodes.Fixes.Count == 0
            ? "fixes no finding"
            : $"fixes {Wording.Cves(nodes.Fixes.Count)}: {Wording.BySeverity(SeverityCounts.Of(nodes.Fixes))}");

    private static Block.Paragraph Target(Recommendation recommendation, int found, bool isComplete)
    {
        var reason = recommendation.Reason is { } why ? SafeText.Line(why.Text) + "." : null;
        if (recommendation.Target is not { } target)
        {
            return new Block.Paragraph($"No upgrade is recommended. {reason}".TrimEnd());
        }

        var released = target.Release.ReleasedAt is { } at ? $", released {Wording.Day(at)}" : "";
        var lines = UpgradeText.Lines(target, found, isComplete);
        return new Block.Paragraph(
            $"Upgrade to {UpgradeText.Version(target.Release.Version)}{released}.", reason is null ? lines : [.. lines, reason]);
    }
}
