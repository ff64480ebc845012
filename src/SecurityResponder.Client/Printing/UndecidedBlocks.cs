using SecurityResponder.Advisories;
using SecurityResponder.Assessments;
using SecurityResponder.Text;

namespace SecurityResponder.Client.Printing;

/// <summary>Advisories that cannot be decided, with the missing facts.</summary>
internal static class UndecidedBlocks
{
    private const int MaxFacts = 3;

    private static readonly string[] Titles = ["Severity", "Score", "CVE", "Exploited", "Component", "Nodes", "Missing fact"];

    /// <summary>The blocks; none when everything is decided.</summary>
    public static IEnumerable<Block> Of(IReadOnlyList<UndecidedAdvisory> undecided, bool isComplete)
    {
        if (undecided.Count == 0)
        {
            return [];
        }

        return isComplete
            ? [new Block.Table(Titles, undecided.SelectMany(Rows))]
            : [.. undecided.Take(FindingBlocks.MaxEntries).Select(Entry), .. FindingBlocks.More(undecided.Count)];
    }

    private static Block Entry(UndecidedAdvisory undecided)
    {
        var facts = undecided.Missing.Take(MaxFacts).Select(fact => $"{fact.Component.Name}: {Fact(fact)}{Nodes(fact, ", ")}").ToList();
        if (undecided.Missing.Count > MaxFacts)
        {
            facts.Add($"and {undecided.Missing.Count - MaxFacts} more missing facts: -o wide");
        }

        return FindingBlocks.Head(undecided.Advisory, facts);
    }

    private static IEnumerable<TableRow> Rows(UndecidedAdvisory undecided)
    {
        var advisory = undecided.Advisory;
        return undecided.Missing.Select(fact => new TableRow(advisory.Severity.Level,
        [
            advisory.Severity.Level.Name(), Wording.Score(advisory.Severity), Wording.Id(advisory), advisory.IsExploited ? "yes" : "",
            fact.Component.Name, Nodes(fact, ""), Fact(fact),
        ]));
    }

    private static string Fact(MissingFact fact) => SafeText.Line(fact.Text);

    private static string Nodes(MissingFact fact, string before) =>
        fact.Nodes is { } count ? before + Wording.Count(count, "node") : "";
}
