using System.Text;
using SecurityResponder.Assessments;
using SecurityResponder.Client.Settings;
using SecurityResponder.Text;

namespace SecurityResponder.Client.Printing;

/// <summary>
/// Plans of the System Upgrade Controller (<see href="https://docs.rke2.io/upgrades/automated_upgrade"/>) for the next step to the
/// recommended release, with the later steps as comments: each step is made when the one before it is complete. Where plans would not be
/// right, comments say what to do instead.
/// </summary>
internal static class UpgradePlans
{
    /// <summary>Returns YAML for <c>kubectl apply -f -</c>.</summary>
    public static string Of(Result result, PlanOptions options)
    {
        var assessment = result.Assessment;
        var steps = PlanSteps.Of(assessment);
        if (!assessment.IsRke2)
        {
            return Comments($"{assessment.Installed} is not a release of RKE2: there are no plans for it.");
        }

        if (steps.Count == 0)
        {
            var reason = assessment.Recommendation.Reason is { } why ? $" {why.Text}." : "";
            return Comments("No upgrade is recommended." + reason);
        }

        if (assessment.IsRancherManaged)
        {
            return Comments(
            [
                "Rancher manages this cluster and would undo other upgrades: make the upgrade in Rancher. There are no plans for it.",
                "Steps, from " + assessment.Installed + ":",
                .. steps.Select(Describe),
            ]);
        }

        var plans = Plans(steps[0], options with { Registry = options.Registry ?? result.Registry });
        return Header(assessment, steps) + string.Join("---\n", plans);
    }

    private static string Header(Assessment assessment, IReadOnlyList<PlanStep> steps)
    {
        List<string> lines =
        [
            $"From {assessment.Installed} to {steps[0].Version}: {steps[0].Purpose}.",
            "Read the release notes, back up etcd and check the nodes before you apply this.",
            "A plan without matching nodes does nothing. If servers run only etcd, apply the first plan alone and wait for it.",
        ];
        if (assessment.Nodes is { WindowsNodes: > 0 } nodes)
        {
            lines.Add($"{Wording.Count(nodes.WindowsNodes, "Windows node")}: in no plan, so upgrade RKE2 there by hand.");
        }

        if (PlanSteps.CountNewer(assessment, steps[0]) is var newer and > 0)
        {
            lines.Add($"{Wording.Count(newer, "node")} with a newer kubelet: exclude by a label, or the plan installs an older release.");
        }

        if (steps.Count > 1)
        {
            lines.Add("Later steps: print the plans again when all nodes run " + steps[0].Version + ".");
            lines.AddRange(steps.Skip(1).Select(Describe));
        }

        return Comments([.. lines]);
    }

    private static IEnumerable<string> Plans(PlanStep step, PlanOptions options)
    {
        if (step.HasServers)
        {
            yield return PlanYaml.Of(PlanNodes.EtcdServers, step.Version, options);
            yield return PlanYaml.Of(PlanNodes.Servers, step.Version, options);
        }

        if (step.HasAgents)
        {
            yield return PlanYaml.Of(step.HasServers ? PlanNodes.Agents : PlanNodes.AgentsOnly, step.Version, options);
        }
    }

    private static string Describe(PlanStep step) => $"  {step.Version}: {step.Purpose}";

    private static string Comments(params string[] lines)
    {
        var text = new StringBuilder();
        foreach (var line in lines)
        {
            text.Append("# ").Append(SafeText.Line(line)).Append('\n');
        }

        return text.ToString();
    }
}
