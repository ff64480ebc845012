using System.Globalization;
using SecurityResponder.Feed.Reporting.Content;
using SecurityResponder.Text;

namespace SecurityResponder.Feed.Reporting.Pages;

/// <summary>A fact about an advisory.</summary>
/// <param name="Name">E.g. <c>Rated by</c>.</param>
/// <param name="Text">The fact.</param>
public sealed record FactModel(string Name, string Text)
{
    private const string OtherRatings = "; also ";

    internal static IReadOnlyList<FactModel> All(CveEntry entry)
    {
        var advisory = entry.Advisory;
        // The feed gives the other ratings behind the source of the one that is used.
        var sources = advisory.SeveritySource?.Split(OtherRatings) ?? [];
        (string Name, string? Text)[] facts =
        [
            ("Rated by", sources.FirstOrDefault()),
            ("CVSS vector", entry.Vectors.Count == 0 ? null : string.Join(", ", entry.Vectors)),
            ("Other ratings", sources.Length < 2 ? null : string.Join("; ", sources.Skip(1))),
            ("Exploitation", advisory.IsExploited ? "known (CISA KEV)" : null),
            ("EPSS", advisory.Epss is { } epss ? Percent(epss) + " within 30 days" : null),
            ("Public since", advisory.PublishedAt is { } day ? DisplayText.Day(day) : null),
            ("Last modified", advisory.ModifiedAt is { } modified ? DisplayText.Day(modified) : null),
        ];
        return [.. facts.Where(fact => fact.Text is not null).Select(fact => new FactModel(fact.Name, SafeText.Page(fact.Text!)))];
    }

    private static string Percent(double share) => (100 * share).ToString("0.##", CultureInfo.InvariantCulture) + " %";
}
