using SecurityResponder.Assessments;

namespace SecurityResponder.Client.Printing;

/// <summary>The result for people, block by block.</summary>
internal static class ResultBlocks
{
    /// <summary>The blocks of a result.</summary>
    /// <param name="result">The result.</param>
    /// <param name="isComplete">Whether everything is listed, in tables; else the worst, and the rest is counted.</param>
    public static IEnumerable<Block> Of(Result result, bool isComplete) =>
        result.Comparison is { } comparison ? ComparisonBlocks.Of(result, comparison, isComplete)
        :
        [
            .. OverviewBlocks.Of(result, isComplete),
            .. Findings(result, isComplete),
            .. Undecided(result.Assessment, isComplete),
            .. Knowledge(result.Assessment, isComplete),
            new Block.Heading("Recommendation"),
            .. RecommendationBlocks.Of(result.Assessment, isComplete),
        ];

    /// <summary>The section with the knowledge beside the findings; empty when there is none.</summary>
    public static IEnumerable<Block> Knowledge(Assessment assessment, bool isComplete)
    {
        List<Block> blocks = [.. KnowledgeBlocks.Of(assessment, isComplete)];
        return blocks.Count == 0 ? [] : [new Block.Heading("Notes"), .. blocks];
    }

    private static IEnumerable<Block> Findings(Result result, bool isComplete)
    {
        var assessment = result.Assessment;
        var counts = assessment.Counts;
        yield return new Block.Heading("Findings");
        yield return new Block.Paragraph(
            Heading(assessment, result.Subject) + (counts.Total > 0 ? $": {Wording.BySeverity(counts)}." : "."),
            assessment.OldestFixDays is { } days ? [$"oldest fix available for {Wording.Count(days, "day")}"] : []);
        foreach (var block in new FindingBlocks(assessment.Nodes, result.CheckedAt, isComplete).Of(assessment.Findings))
        {
            yield return block;
        }
    }

    private static IEnumerable<Block> Undecided(Assessment assessment, bool isComplete) => assessment.Undecided.Count == 0
        ? []
        :
        [
            new Block.Heading("Undecided"),
            new Block.Paragraph($"{Wording.Cves(assessment.Undecided.Count)} cannot be decided, because a fact is missing."),
            .. UndecidedBlocks.Of(assessment.Undecided, isComplete),
        ];

    private static string Heading(Assessment assessment, string subject) => (assessment.Findings.Count, assessment.Published) switch
    {
        // "No CVE" would be a claim that the feed cannot support.
        (0, _) when assessment.Undecided.Count > 0 => $"No CVE is known to concern {subject}, but not all can be decided",
        (0, 0) => "No CVE is published for this release",
        (0, var published) => $"None of the {Wording.Cves(published)} published for this release concerns {subject}",
        (var found, var published) when found > published => $"{Wording.Cves(found)} {Concern(found)} {subject}",
        (var found, var published) => $"{found} of the {Wording.Cves(published)} published for this release {Concern(found)} {subject}",
    };

    private static string Concern(int count) => count == 1 ? "concerns" : "concern";
}
