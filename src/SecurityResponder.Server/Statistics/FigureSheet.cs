using System.Globalization;
using SecurityResponder.Releases;
using SecurityResponder.Server.Answers;

namespace SecurityResponder.Server.Statistics;

/// <summary>One figure as rows: a <see cref="Figure"/>, text, a number or null in each cell.</summary>
internal sealed record FigureSheet(string Name, IReadOnlyList<string> Columns, IReadOnlyList<object?[]> Rows)
{
    /// <summary>What stands for "all other values" where values stand.</summary>
    public const string Rest = "(other values)";

    /// <summary>What stands for "not told" where values stand.</summary>
    public const string NotTold = "(not told)";

    /// <summary>The sheet of that name; null when there is none.</summary>
    public static FigureSheet? Of(string name, FigureSet figures) => name switch
    {
        "summary" => new FigureSheet(name, ["figure", "clusters"],
        [
            ["active", figures.Total], ["vulnerable", figures.Vulnerable], ["urgent", figures.Urgent], ["out_of_support", figures.OutOfSupport],
        ]),
        "active" => new FigureSheet(name, ["day", "clusters"], [.. figures.Days.Select(day => new object?[] { Day(day.Day), day.Clusters })]),
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
        release is { IsListed: true } ? release.Cves : null,
        release is { IsListed: true } ? release.Urgent : null,
        release?.Support switch { Support.Supported => "supported", Support.EndOfLife => "ended", _ => "unknown" },
        release?.Support switch { Support.Supported supported => Day(supported.Until), Support.EndOfLife ended => Day(ended.On), _ => null },
    ];
}
