using System.Globalization;
using SecurityResponder.Advisories;
using SecurityResponder.Assessments;
using SecurityResponder.Clusters;
using SecurityResponder.Text;

namespace SecurityResponder.Client.Printing;

/// <summary>Findings, worst first: as a list for narrow terminals, or as a table.</summary>
/// <param name="nodes">The cluster's nodes; null when unknown.</param>
/// <param name="now">The time, for the age of fixes.</param>
/// <param name="isComplete">Whether everything is listed, in tables.</param>
internal sealed class FindingBlocks(NodeVersions? nodes, DateTimeOffset now, bool isComplete)
{
    /// <summary>Number of advisories that a narrow list shows.</summary>
    public const int MaxEntries = 10;

    private const int MaxUses = 3;
    private const int MaxTextLength = 2000;

    private static readonly string[] Titles =
    [
        "Severity", "Score", "EPSS", "CVE", "Exploited", "Component", "Version", "Read from", "Nodes", "Fixed in", "Fix available for",
        "Public since", "VEX", "Source",
    ];

    /// <summary>The blocks of findings.</summary>
    public IEnumerable<Block> Of(IReadOnlyList<Finding> findings)
    {
        if (findings.Count == 0)
        {
            return [];
        }

        return isComplete
            ? [new Block.Table(Titles, findings.SelectMany(Rows)), .. findings.SelectMany(Actions)]
            : [.. findings.Take(MaxEntries).Select(Entry), .. More(findings.Count)];
    }

    /// <summary>The head of an advisory's entry.</summary>
    public static Block.Entry Head(Advisory advisory, IReadOnlyList<string> details) => new(
        advisory.Severity.Level,
        Wording.Score(advisory.Severity),
        Wording.Id(advisory) + (advisory.IsExploited ? "  EXPLOITED" : ""),
        details);

    /// <summary>How many advisories a narrow list does not show, and where they are.</summary>
    public static IEnumerable<Block> More(int count) => count <= MaxEntries
        ? []
        : [new Block.Paragraph(string.Create(CultureInfo.InvariantCulture, $"and {count - MaxEntries} more: -o wide"))];

    private Block Entry(Finding finding)
    {
        var uses = finding.Uses.Select(use => UseText.Of(use, nodes)).Distinct().ToList();
        var details = uses.Take(MaxUses).ToList();
        if (uses.Count > MaxUses)
        {
            details.Add(string.Create(CultureInfo.InvariantCulture, $"and {uses.Count - MaxUses} more versions: -o wide"));
        }

        details.Add(Fix(finding) + (finding.Advisory.PublishedAt is { } published ? $"; public since {Wording.Day(published)}" : ""));
        if (finding.IsUnderInvestigation)
        {
            details.Add("under investigation, says its VEX statement");
        }

        return Head(finding.Advisory, [.. details, .. ActionLines(finding.Advisory)]);
    }

    private string Fix(Finding finding) => finding.FixedIn is { } release
        ? $"fixed in {SafeText.Line(release.Version.ToString())}"
            + (Available(finding) is { Length: > 0 } available ? $", fix available for {available}" : "")
        : "no fix known";

    private string Available(Finding finding) =>
        FixDays(finding, now) is { } days ? Wording.Count(days, "day") : "";

    /// <summary>For how many whole days the fix has been available; null when there is none, or when it is not dated.</summary>
    public static int? FixDays(Finding finding, DateTimeOffset now) =>
        finding.FixAvailableSince is { } since ? Math.Max(0, (int)(now - since).TotalDays) : null;

    // A row for each affected version, each with the id, so that a search finds all of them.
    private IEnumerable<TableRow> Rows(Finding finding) =>
        finding.Uses.DistinctBy(use => UseText.Of(use, nodes)).Select(use => Row(finding, use));

    private TableRow Row(Finding finding, ComponentUse use)
    {
        var advisory = finding.Advisory;
        return new TableRow(advisory.Severity.Level,
        [
            advisory.Severity.Level.Name(),
            Wording.Score(advisory.Severity),
            advisory.Epss?.ToString("0.0000", CultureInfo.InvariantCulture) ?? "",
            Wording.Id(advisory),
            advisory.IsExploited ? "yes" : "",
            use.Component.Name,
            UseText.Version(use),
            UseText.Source(use),
            UseText.Nodes(use, nodes) ?? "",
            finding.FixedIn is { } fix ? SafeText.Line(fix.Version.ToString()) : "no fix known",
            Available(finding),
            advisory.PublishedAt is { } published ? Wording.Day(published) : "",
            finding.IsUnderInvestigation ? "under investigation" : "",
            AdvisoryUrl.Of(advisory) ?? "",
        ]);
    }

    private static IEnumerable<Block> Actions(Finding finding) => ActionLines(finding.Advisory) is { Count: > 0 } lines
        ? [new Block.Paragraph(Wording.Id(finding.Advisory) + ":", lines)]
        : [];

    private static List<string> ActionLines(Advisory advisory)
    {
        var lines = new List<string>();
        if (advisory.RequiredAction is { } action)
        {
            lines.Add("beside the upgrade: " + SafeText.Line(action, MaxTextLength));
        }

        if (advisory.Workaround is { } workaround)
        {
            lines.Add("until the upgrade: " + SafeText.Line(workaround, MaxTextLength));
        }

        return lines;
    }
}
