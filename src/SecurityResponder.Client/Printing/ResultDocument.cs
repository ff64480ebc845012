using SecurityResponder.Assessments;
using SecurityResponder.Protocol;

namespace SecurityResponder.Client.Printing;

/// <summary>The result for programs, as docs/assessment.schema.json describes it.</summary>
/// <param name="writer">Receives the document.</param>
/// <param name="result">The result.</param>
internal sealed class ResultDocument(DocumentWriter writer, Result result)
{
    /// <summary>The version of the schema: a new minor version only adds fields.</summary>
    public const string SchemaVersion = "1.0";

    private readonly FindingDocument _findings = new(writer, result.CheckedAt);

    /// <summary>Writes the document.</summary>
    public void Write()
    {
        writer.Object(null, () =>
        {
            writer.Text("schemaVersion", SchemaVersion);
            writer.Text("kind", result.Comparison is not null ? "Comparison" : result.IsRelease ? "Release" : "Cluster");
            writer.Text("checkedAt", Rfc3339.Of(result.CheckedAt));
            writer.Object("feed", Feed);
            if (result.Comparison is { } comparison)
            {
                writer.Object("from", () => Assessment(comparison.From));
                writer.Object("to", () => Assessment(comparison.To));
                writer.Object("change", () => new UpgradeDocument(writer).Write(comparison.Change));
            }
            else
            {
                Assessment(result.Assessment);
                new RecommendationDocument(writer).Write(result.Assessment);
            }
        });
        writer.Flush();
    }

    private void Feed()
    {
        var assessment = result.Assessment;
        writer.Text("generatedAt", assessment.FeedGeneratedAt is { } at ? Rfc3339.Of(at) : null);
        writer.Text("freshness", assessment.FeedAge.Freshness.ToString());
        writer.Text("warning", assessment.FeedAge.Warning);
        writer.Number("ignoredEntries", result.IgnoredEntries);
        writer.Texts("otherAdvisories", assessment.OtherAdvisories);
    }

    private void Assessment(Assessment assessment)
    {
        writer.Object("installed", () => Installed(assessment));
        writer.Object("nodes", assessment.Nodes, new NodesDocument(writer, assessment).Write);
        writer.Object("go", () => Go(assessment.Go));
        writer.List("deviations", assessment.Deviations, deviation =>
        {
            writer.Text("component", deviation.Component.Name);
            writer.Text("running", deviation.Running);
            writer.Text("listed", deviation.Listed);
        });
        writer.List("notCovered", assessment.NotCovered, _findings.Use);
        writer.Number("published", assessment.Published);
        writer.Object("counts", () => _findings.Counts(assessment.Counts));
        writer.Number("oldestFixDays", assessment.OldestFixDays);
        writer.List("findings", assessment.Findings, _findings.Write);
        writer.List("undecided", assessment.Undecided, _findings.Undecided);
    }

    private void Installed(Assessment assessment)
    {
        writer.Text("version", assessment.Installed);
        writer.Flag("isKnown", assessment.IsKnown);
        writer.Flag("isRke2", assessment.IsRke2);
        writer.Flag("isWithdrawn", assessment.IsWithdrawn);
        writer.Object("support", () => UpgradeDocument.Support(writer, assessment.Support));
    }

    private void Go(GoAdvisories go)
    {
        writer.Text("version", go.Version);
        writer.Text("line", go.Line);
        writer.Texts("ids", go.Advisories.Select(advisory => advisory.Id));
    }
}
