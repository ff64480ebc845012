using System.Globalization;
using SecurityResponder.Advisories;
using SecurityResponder.Feed.Vulnerabilities;
using SecurityResponder.Protocol;

namespace SecurityResponder.Feed.Merging;

/// <summary>The rating by one source.</summary>
/// <param name="Source">Who rated it.</param>
/// <param name="Severity">The severity.</param>
/// <param name="Ratings">The vectors or the name.</param>
internal sealed record ScoredRating(string Source, Severity Severity, IReadOnlyList<Rating> Ratings)
{
    /// <summary>The vectors as a feed contains them; null when there is only a name.</summary>
    public IReadOnlyList<AnswerSeverity?>? Vectors => Ratings.Any(rating => rating.Type is not null)
        ? [
            .. Ratings.Where(rating => rating.Type is not null)
                .Select(rating => new AnswerSeverity { Type = rating.Type, Score = rating.Score }),
        ]
        : null;

    /// <summary>E.g. <c>GitHub 8.6 high</c>.</summary>
    public override string ToString() => Severity.Score is { } score
        ? string.Create(CultureInfo.InvariantCulture, $"{Source} {score:0.0} {Severity.Level.Name()}")
        : $"{Source} {Severity.Level.Name()}";
}

/// <summary>Whose rating of a vulnerability is used.</summary>
internal static class RatingOrder
{
    private static readonly string[] NewestFirst = ["CVSS_V4", "CVSS_V3", "CVSS_V2"];

    /// <summary>The ratings by source: that of the CVE's authority first, unless it is 0.0, then GitHub's, then the highest of the
    /// others. Ratings that cannot be read are left out.</summary>
    public static IReadOnlyList<ScoredRating> Of(IEnumerable<Rating> ratings) =>
    [
        .. ratings.Distinct().GroupBy(rating => rating.Source, StringComparer.Ordinal).Select(Score).OfType<ScoredRating>()
            .OrderBy(rating => rating.Severity.Level == SeverityLevel.None)
            .ThenBy(rating => rating.Ratings[0].Rank)
            .ThenByDescending(rating => rating.Severity.Level)
            .ThenByDescending(rating => rating.Severity.Score)
            .ThenBy(rating => rating.Source, StringComparer.Ordinal),
    ];

    private static ScoredRating? Score(IGrouping<string, Rating> group)
    {
        foreach (var type in NewestFirst)
        {
            var valid = group.Where(rating => rating.Type == type && CvssVector.TryScore(rating.Score) is not null)
                .OrderByDescending(rating => CvssVector.TryScore(rating.Score))
                .ThenBy(rating => rating.Score, StringComparer.Ordinal).ToList();
            if (valid.Count > 0)
            {
                return new ScoredRating(group.Key, Severity.OfScore(CvssVector.TryScore(valid[0].Score)!.Value), [valid[0]]);
            }
        }

        var named = group.Where(rating => rating.Type is null && Severity.OfName(rating.Score) != Severity.Unknown).ToList();
        return named.Count == 0 ? null : new ScoredRating(group.Key, Severity.OfName(named[0].Score), [named[0]]);
    }
}
