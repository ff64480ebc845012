using System.Globalization;
using SecurityResponder.Assessments;
using SecurityResponder.Text;

namespace SecurityResponder.Client.Printing;

/// <summary>What is known beside the findings: Go, components in other versions than listed, and the limits of the feed.</summary>
internal static class KnowledgeBlocks
{
    private const int MaxItems = 5;

    /// <summary>The blocks; none when there is nothing to say.</summary>
    public static IEnumerable<Block> Of(Assessment assessment, bool isComplete) =>
    [
        .. Go(assessment.Go, isComplete),
        .. Deviations(assessment.Deviations),
        .. NotCovered(assessment, isComplete),
        .. Others(assessment.OtherAdvisories, isComplete),
    ];

    /// <summary>The line about the Go that built a release; none when the feed has no such advisories.</summary>
    public static IEnumerable<Block> Go(GoAdvisories go, bool isComplete, string subject = "Go")
    {
        if (go.Line is { } line)
        {
            var ids = string.Join(", ", go.Advisories.Select(Wording.Rated));
            yield return isComplete && go.Advisories.Count > 0
                ? new Block.Paragraph($"{subject}: {SafeText.Line(line)}.", ids)
                : new Block.Paragraph($"{subject}: {SafeText.Line(line)}{(go.Advisories.Count > 0 ? " (-o wide lists them)" : "")}.");
        }
    }

    private static IEnumerable<Block> Deviations(IReadOnlyList<VersionDeviation> deviations)
    {
        if (deviations.Count > 0)
        {
            yield return new Block.Paragraph(
                "Other versions run than the release lists; an upgrade of RKE2 may leave a pinned version as it is:",
                [.. deviations.Select(one => SafeText.Line($"{one.Component.Name} runs {one.Running}; the release lists {one.Listed}"))]);
        }
    }

    private static IEnumerable<Block> NotCovered(Assessment assessment, bool isComplete)
    {
        var uses = assessment.NotCovered;
        if (uses.Count > 0)
        {
            var shown = uses.Take(isComplete ? uses.Count : MaxItems).Select(use => UseText.Of(use, assessment.Nodes)).ToList();
            yield return new Block.Paragraph(
                "The answer's advisories are not complete for these versions, so CVEs may be missing:",
                [.. shown, .. Rest(uses.Count - shown.Count)]);
        }
    }

    /// <summary>The advisories that are about something else; none when there are none.</summary>
    public static IEnumerable<Block> Others(IReadOnlyList<string> ids, bool isComplete)
    {
        if (ids.Count > 0)
        {
            var text = ids.Count == 1
                ? "1 advisory of the feed is not about a component of RKE2"
                : string.Create(CultureInfo.InvariantCulture, $"{ids.Count} advisories of the feed are not about components of RKE2");
            yield return isComplete
                ? new Block.Paragraph(text + ":", string.Join(", ", ids.Select(id => SafeText.Line(id, 40))))
                : new Block.Paragraph(text + " (-o wide lists them).");
        }
    }

    private static IEnumerable<string> Rest(int count) =>
        count <= 0 ? [] : [string.Create(CultureInfo.InvariantCulture, $"and {count} more: -o wide")];
}
