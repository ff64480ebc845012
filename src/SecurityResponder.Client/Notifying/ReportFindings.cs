using SecurityResponder.Advisories;
using SecurityResponder.Assessments;

namespace SecurityResponder.Client.Notifying;

/// <summary>Writes the findings and the undecided advisories of the report.</summary>
internal static class ReportFindings
{
    private const int KiB = 1024;

    // The lists of the report together stay below 50 KiB, the whole object below 64 KiB.
    private static readonly ListLimit Findings = new(50, 28 * KiB);
    private static readonly ListLimit Undecided = new(50, 7 * KiB);
    private static readonly ListLimit Uncovered = new(32, 3 * KiB);

    // Lists within an item; the limit of bytes is the one of the outer list.
    private static readonly ListLimit Components = new(8, 8 * KiB);
    private static readonly ListLimit Facts = new(4, 8 * KiB);

    /// <summary>Writes the lists and their numbers.</summary>
    public static void Write(StatusWriter status, Assessment assessment)
    {
        status.Number("published", assessment.Published);
        status.Number("concerning", assessment.Findings.Count);
        status.Number("exploited", assessment.Counts.Exploited);
        status.Object("severities", () => status.Severities(assessment.Counts));
        status.Number("undecided", assessment.Undecided.Count);
        status.Number("otherAdvisories", assessment.OtherAdvisories.Count);
        status.Number("advisoriesOmitted", status.List("advisories", assessment.Findings, Findings, WriteFinding));
        status.Number(
            "undecidedAdvisoriesOmitted", status.List("undecidedAdvisories", assessment.Undecided, Undecided, WriteUndecided));
        if (assessment.NotCovered.Count > 0)
        {
            status.ShortList("notCovered", InOrder(assessment.NotCovered), Uncovered, static (item, use) =>
            {
                item.Text("name", use.Component.Name, StatusWriter.MaxNameLength);
                item.Version("version", use.Version);
            });
        }
    }

    private static void WriteFinding(StatusWriter item, Finding finding)
    {
        var advisory = finding.Advisory;
        WriteAdvisory(item, advisory);
        item.Text("score", advisory.Severity.Score?.ToString("0.0"), StatusWriter.MaxNameLength);
        item.Text("severitySource", advisory.SeveritySource, StatusWriter.MaxNameLength);
        item.Day("publishedSince", advisory.PublishedAt);
        item.ShortList("components", InOrder(finding.Uses), Components, WriteUse);
        item.Nodes("nodes", finding.Nodes);
        item.Version("fixedIn", finding.FixedIn?.Version);
        item.Day("fixAvailableSince", finding.FixAvailableSince);
        item.Text("requiredAction", advisory.RequiredAction, StatusWriter.MaxSentenceLength);
        item.Text("workaround", advisory.Workaround, StatusWriter.MaxSentenceLength);
        item.Boolean("underInvestigation", finding.IsUnderInvestigation);
    }

    private static void WriteUse(StatusWriter item, ComponentUse use)
    {
        item.Text("name", use.Component.Name, StatusWriter.MaxNameLength);
        item.Version("version", use.Version);
        item.Text("source", use.Source.ToString(), StatusWriter.MaxNameLength);
        item.Version("release", use.Release);
        item.Nodes("nodes", use.Nodes);
    }

    private static void WriteUndecided(StatusWriter item, UndecidedAdvisory undecided)
    {
        WriteAdvisory(item, undecided.Advisory);
        var facts = undecided.Missing.Select(fact => (fact.Component.Name, fact.Text)).Distinct().Order().ToList();
        item.ShortList("missing", facts, Facts, static (item, fact) =>
        {
            item.Text("component", fact.Name, StatusWriter.MaxNameLength);
            item.Text("fact", fact.Text, StatusWriter.MaxSentenceLength);
        });
    }

    private static void WriteAdvisory(StatusWriter item, Advisory advisory)
    {
        item.Text("id", advisory.Id, StatusWriter.MaxVersionLength);
        item.Boolean("exploited", advisory.IsExploited);
        item.Text("severity", advisory.Severity.Level.Name(), StatusWriter.MaxNameLength);
    }

    // The order in which nodes are listed is no order.
    private static IReadOnlyList<ComponentUse> InOrder(IReadOnlyList<ComponentUse> uses) =>
    [
        .. uses.OrderBy(use => use.Component.Name, StringComparer.Ordinal).ThenBy(use => use.Version)
            .ThenBy(use => use.Release, StringComparer.Ordinal),
    ];
}
