using SecurityResponder.Assessments;
using SecurityResponder.Releases;

namespace SecurityResponder.Client.Printing;

/// <summary>One upgrade of all nodes, or of those that an unfinished upgrade left behind.</summary>
/// <param name="Version">The release to install, e.g. <c>v1.35.8+rke2r1</c>.</param>
/// <param name="HasServers">Whether servers are upgraded.</param>
/// <param name="HasAgents">Whether agents are upgraded.</param>
/// <param name="Purpose">Why, for people.</param>
internal sealed record PlanStep(string Version, bool HasServers, bool HasAgents, string Purpose);

/// <summary>The steps to the recommended release.</summary>
internal static class PlanSteps
{
    /// <summary>The steps in order; empty when nothing is recommended.</summary>
    public static IReadOnlyList<PlanStep> Of(Assessment assessment)
    {
        var (recommendation, steps) = (assessment.Recommendation, new List<PlanStep>());
        if (recommendation.Nodes is { } nodes)
        {
            var (servers, agents) = Behind(assessment);
            steps.Add(new PlanStep(nodes.Release, servers, agents, "bring the older nodes to the release of the API server"));
        }

        if (recommendation.Interim is { Release.Version: var interim })
        {
            steps.Add(new PlanStep(interim.ToString(), true, true, "fix urgent findings with a patch"));
        }

        foreach (var release in recommendation.Target?.Path ?? [])
        {
            if (steps.TrueForAll(step => step.Version != release.Version.ToString()))
            {
                var isTarget = release == recommendation.Target?.Release;
                var purpose = isTarget ? "the recommended release" : "a step on the path";
                steps.Add(new PlanStep(release.Version.ToString(), true, true, purpose));
            }
        }

        return steps;
    }

    /// <summary>Number of nodes whose kubelet is newer than the release of a step; 0 when unknown.</summary>
    public static int CountNewer(Assessment assessment, PlanStep step) =>
        ReleaseVersion.TryParse(step.Version) is not { } version || assessment.Nodes is not { } nodes ? 0 : nodes.Kubelets
            .Where(kubelet => ReleaseVersion.TryParse(kubelet.Version) is { } other && other > version).Sum(kubelet => kubelet.Count);

    private static (bool Servers, bool Agents) Behind(Assessment assessment)
    {
        if (ReleaseVersion.TryParse(assessment.Installed) is not { } installed || assessment.Nodes is not { } nodes)
        {
            return (true, true);
        }

        var behind = nodes.Kubelets
            .Where(kubelet => ReleaseVersion.TryParse(kubelet.Version) is { } version && version < installed).ToList();
        return (behind.Exists(kubelet => kubelet.Servers > 0), behind.Exists(kubelet => kubelet.Agents > 0));
    }
}
