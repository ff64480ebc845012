using System.Globalization;
using SecurityResponder.Server.Statistics;

namespace SecurityResponder.Server.Pages;

/// <summary>Shares of a whole in whole percent that add up, by the largest remainder method
/// (<see href="https://en.wikipedia.org/wiki/Quota_method"/>). They are computed from published numbers only.</summary>
internal static class Shares
{
    private const int Percent = 100;

    /// <summary>The share of each part, e.g. <c>62 %</c> or <c>&lt;1 %</c>; empty where the number is not published.</summary>
    /// <param name="parts">The parts.</param>
    /// <param name="whole">The whole. Rounded parts can add up to another number: without a hidden part, their sum counts instead.</param>
    public static IReadOnlyList<string> Of(IReadOnlyList<Figure> parts, Figure whole)
    {
        var known = parts.Sum(part => part.Clusters ?? 0);
        var all = parts.All(part => part.Clusters is not null) ? known : Math.Max(known, whole.Clusters ?? 0);
        if (all == 0)
        {
            return [.. parts.Select(_ => "")];
        }

        var exact = parts.Select(part => (double)Percent * (part.Clusters ?? 0) / all).ToList();
        var shares = exact.Select(share => (int)Math.Floor(share)).ToList();
        var missing = (int)Math.Round((double)Percent * known / all) - shares.Sum();
        foreach (var index in Enumerable.Range(0, shares.Count).OrderByDescending(index => exact[index] - shares[index]).Take(missing))
        {
            shares[index]++;
        }

        return [.. parts.Zip(shares, Text)];
    }

    private static string Text(Figure part, int share) => part.Clusters switch
    {
        null => "",
        > 0 when share == 0 => "<1 %",
        _ => $"{share.ToString(CultureInfo.InvariantCulture)} %",
    };
}
