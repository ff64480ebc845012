using System.Globalization;
using SecurityResponder.Releases;
using SecurityResponder.Server.Answers;

namespace SecurityResponder.Server.Statistics;

/// <summary>A figure as rows; a cell is a <see cref="Figure"/>, text, a number, a Boolean or null.</summary>
internal sealed record FigureSheet(string Name, IReadOnlyList<string> Columns, IReadOnlyList<object?[]> Rows)
{
    /// <summary>The value of the row of all other values.</summary>
    public const string Rest = "(other values)";

    /// <summary>The value of clusters whose value is unknown.</summary>
    public const string NotTold = "(not told)";

    // New columns come last: readers may find the others by their position.
    private static readonly string[] FactColumns =
    [
        "cves", "urgent_cves", "support", "last_day", "exploited_cves", "critical_cves", "high_cves", "unrated_cves", "undecided_cves",
        "withdrawn", "prime_only",
    ];

    /// <summary>Finds a sheet by its name; null when there is none.</summary>
    public static FigureSheet? Of(string name, FigureSet figures) => name switch
    {
        "summary" => new FigureSheet(name, ["figure", "clusters"],
        [
            ["active", figures.Total],
            ["vulnerable", figures.Vulnerable],
            ["urgent", figures.Urgent],
            ["out_of_support", figures.OutOfSupport],
            ["exploited", figures.Exploited],
            ["unrated", figures.Unrated],
            ["undecided", figures.Undecided],
            ["withdrawn", figures.Withdrawn],
        ]),
        "active" => new FigureSheet(name, ["day", "clusters"],
            [.. figures.Days.Select(day => new object?[] { Day(day.Day), day.Clusters })]),
        "version" => new FigureSheet(name, ["value", "clusters", .. FactColumns],
            [.. figures.Tables[name].Rows.Select(row => (object?[])[Value(row), row.Clusters, .. Facts(row.Release)])]),
        _ when figures.Tables.TryGetValue(name, out var table) =>
            new FigureSheet(name, ["value", "clusters"], [.. table.Rows.Select(row => new object?[] { Value(row), row.Clusters })]),
        _ => null,
    };

    private static string Day(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);

    private static string Value(FigureRow row) => row.IsRest ? Rest : row.Value ?? NotTold;

    private static object?[] Facts(ReleaseFact? release)
    {
        var listed = release is { IsListed: true } ? release : null;
        return
        [
            listed?.Cves, listed?.Urgent, .. SupportOf(release), listed?.Counts.Exploited, listed?.Counts.Critical, listed?.Counts.High,
            listed?.Counts.Unrated, listed?.Undecided, listed?.IsWithdrawn, listed?.IsPrimeOnly,
        ];
    }

    private static object?[] SupportOf(ReleaseFact? release) =>
    [
        release?.Support switch { Support.Supported => "supported", Support.EndOfLife => "ended", _ => "unknown" },
        release?.Support switch
        {
            Support.Supported supported => Day(supported.Until),
            Support.EndOfLife ended => Day(ended.On),
            _ => null,
        },
    ];
}
