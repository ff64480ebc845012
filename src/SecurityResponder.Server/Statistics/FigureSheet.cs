using System.Globalization;
using SecurityResponder.Releases;
using SecurityResponder.Server.Answers;

namespace SecurityResponder.Server.Statistics;

/// <summary>A figure as rows; a cell is a <see cref="Figure"/>, text, a number or null.</summary>
internal sealed record FigureSheet(string Name, IReadOnlyList<string> Columns, IReadOnlyList<object?[]> Rows)
{
    /// <summary>The value of the row of all other values.</summary>
    public const string Rest = "(other values)";

    /// <summary>The value of clusters whose value is unknown.</summary>
    public const string NotTold = "(not told)";

    /// <summary>Finds a sheet by its name; null when there is none.</summary>
    public static FigureSheet? Of(string name, FigureSet figures) => name switch
    {
        "summary" => new FigureSheet(name, ["figure", "clusters"],
        [
            ["active", figures.Total],
            ["vulnerable", figures.Vulnerable],
            ["urgent", figures.Urgent],
            ["out_of_support", figures.OutOfSupport],
        ]),
        "active" => new FigureSheet(name, ["day", "clusters"],
            [.. figures.Days.Select(day => new object?[] { Day(day.Day), day.Clusters })]),
        "version" => new FigureSheet(name, ["value", "clusters", "cves", "urgent_cves", "support", "last_day"],
            [.. figures.Tables[name].Rows.Select(row => (object?[])[Value(row), row.Clusters, .. Facts(row.Release)])]),
        _ when figures.Tables.TryGetValue(name, out var table) =>
            new FigureSheet(name, ["value", "clusters"], [.. table.Rows.Select(row => new object?[] { Value(row), row.Clusters })]),
        _ => null,
    };

    private static string Day(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);

    private static string Value(FigureRow row) => row.IsRest ? Rest : row.Value ?? NotTold;

    private static object?[] Facts(ReleaseFact? release) =>
    [
        release is { IsListed: true } ? release.Cves : (object?)null,
        release is { IsListed: true } ? release.Urgent : (object?)null,
        release?.Support switch { Support.Supported => "supported", Support.EndOfLife => "ended", _ => "unknown" },
        release?.Support switch
        {
            Support.Supported supported => Day(supported.Until),
            Support.EndOfLife ended => Day(ended.On),
            _ => null,
        },
    ];
}
