using SecurityResponder.Assessments;

namespace SecurityResponder.Client.Printing;

/// <summary>What to do, and the other releases that can be taken.</summary>
internal sealed class RecommendationDocument(DocumentWriter writer)
{
    private readonly UpgradeDocument _upgrades = new(writer);

    /// <summary>Writes the fields.</summary>
    public void Write(Assessment assessment)
    {
        writer.Object("recommendation", () =>
        {
            var recommendation = assessment.Recommendation;
            writer.Flag("isRancherManaged", assessment.IsRancherManaged);
            writer.Object("reason", recommendation.Reason, reason =>
            {
                writer.Text("code", reason.Code);
                writer.Text("text", reason.Text);
            });
            writer.Object("nodes", recommendation.Nodes, Nodes);
            writer.Object("interim", recommendation.Interim, _upgrades.Write);
            writer.Object("target", recommendation.Target, _upgrades.Write);
        });
        writer.Object("upgrades", () =>
        {
            writer.Object("patch", assessment.Patch, _upgrades.Write);
            writer.Object("nextMinor", assessment.NextMinor, _upgrades.Write);
        });
    }

    private void Nodes(NodeUpgrade nodes)
    {
        writer.Text("release", nodes.Release);
        writer.Number("count", nodes.Count);
        writer.Text("oldest", nodes.Oldest);
        _upgrades.Change("fixes", nodes.Fixes.Select(finding => finding.Advisory));
    }
}
