using SecurityResponder.Assessments;
using SecurityResponder.Text;

namespace SecurityResponder.Client.Printing;

/// <summary>Two releases: what the second one fixes, leaves open and brings against the first.</summary>
internal static class ComparisonBlocks
{
    /// <summary>The blocks of a comparison.</summary>
    public static IEnumerable<Block> Of(Result result, ReleaseComparison comparison, bool isComplete)
    {
        var (from, to, change) = (comparison.From, comparison.To, comparison.Change);
        var findings = new FindingBlocks(null, result.CheckedAt, isComplete);
        return
        [
            .. OverviewBlocks.Of(result with { Assessment = from }, isComplete),
            .. OverviewBlocks.Of(result with { Assessment = to, IgnoredEntries = 0 }, isComplete).Where(block => !IsFeedWarning(block, to)),
            .. Section("Fixes", change.Fixes, findings),
            .. Section("Leaves", change.Remains, findings),
            .. Section("Brings", change.Brings, findings),
            .. Undecided(change, isComplete),
            .. Notes(from, to, isComplete),
        ];
    }

    // Said once, for the first release.
    private static bool IsFeedWarning(Block block, Assessment assessment) =>
        assessment.FeedAge.Warning is { } warning && block is Block.Paragraph paragraph
        && paragraph.Text.EndsWith(warning[1..] + ".", StringComparison.Ordinal);

    private static IEnumerable<Block> Section(string name, IReadOnlyList<Finding> list, FindingBlocks findings) =>
    [
        new Block.Heading(name),
        new Block.Paragraph(
            list.Count == 0 ? "No CVE." : $"{Wording.Cves(list.Count)}: {Wording.BySeverity(SeverityCounts.Of(list))}."),
        .. findings.Of(list),
    ];

    private static IEnumerable<Block> Undecided(Upgrade change, bool isComplete) => change.Undecided.Count == 0
        ? []
        : [new Block.Heading("Undecided for the second release"), .. UndecidedBlocks.Of(change.Undecided, isComplete)];

    private static IEnumerable<Block> Notes(Assessment from, Assessment to, bool isComplete)
    {
        List<Block> blocks =
        [
            .. new[] { from, to }.SelectMany(one => KnowledgeBlocks.Go(one.Go, isComplete, SafeText.Line(one.Installed))),
            .. KnowledgeBlocks.Others(to.OtherAdvisories, isComplete),
        ];
        return blocks.Count == 0 ? [] : [new Block.Heading("Notes"), .. blocks];
    }
}
