using System.Text.Json.Nodes;
using SecurityResponder.Server.Statistics;

namespace SecurityResponder.Server.Tests.Wire;

/// <summary>The schema of a figure, and what its address may say, from the code's own dimensions, windows and sheets.</summary>
internal static class FigureSchema
{
    private const int MaxValueLength = 256;

    // All of them, counted of nobody: their names and columns are what matters here.
    private static readonly FigureSheet[] Sheets =
    [
        .. ((string[])["summary", "active", .. Dimension.All.Select(dimension => dimension.Name)])
            .Select(name => FigureSheet.Of(name, new FigureSet(
                FigureQuery.Default, default, default, default, default, default, default, default, default, default, [],
                Dimension.All.ToDictionary(dimension => dimension.Name, dimension => new FigureTable(dimension, []))))!),
    ];

    /// <summary>The names of all figures.</summary>
    public static IEnumerable<string> Names => Sheets.Select(sheet => sheet.Name);

    public static JsonObject Whole() => Closed(
        ("name", Enum(Names)),
        ("windowDays",
            new JsonObject { ["type"] = "integer", ["enum"] = new JsonArray([.. FigureQuery.Windows.Select(days => (JsonNode)days)]) }),
        ("countedAt", new JsonObject { ["type"] = "string", ["format"] = "date-time" }),
        ("isDevelopment", Typed("boolean")),
        ("isRounded", new JsonObject
        {
            ["type"] = "boolean",
            ["description"] = "Whether numbers are rounded to multiples of five. Operators get exact numbers.",
        }),
        ("filters", new JsonObject
        {
            ["type"] = "object",
            ["properties"] = WireDocument.Object(Dimension.All.Select(dimension => (dimension.Name, (JsonNode)Typed("string", "null")))),
            ["additionalProperties"] = false,
        }),
        ("total", Clusters()),
        ("rows", new JsonObject
        {
            ["type"] = "array",
            ["items"] = new JsonObject
            {
                ["anyOf"] = new JsonArray([.. Sheets.Select(sheet => sheet.Columns).DistinctBy(columns => string.Join(' ', columns))
                    .Select(columns => (JsonNode)Closed([.. columns.Select(column => (column, Cell(column)))]))]),
            },
        }));

    public static JsonArray Parameters() =>
    [
        Parameter("name", "path", "The name of the figure.", Enum(Names)),
        Parameter("window", "query", $"Days, including today (UTC); the default is {FigureQuery.Default.Days}.",
            Enum(FigureQuery.Windows.Select(days => $"{days}"))),
        Parameter("dev", "query", "1: only development builds. By default they are excluded.", Enum(["1"])),
        .. Dimension.All.Select(dimension => Parameter(
            dimension.Name, "query", $"Only clusters with this value; empty: clusters that do not report it. {dimension.Title}.",
            new JsonObject { ["type"] = "string", ["maxLength"] = MaxValueLength })),
    ];

    private static JsonObject Cell(string column) => column switch
    {
        "clusters" => Clusters(),
        "cves" or "urgent_cves" or "exploited_cves" or "critical_cves" or "high_cves" or "unrated_cves" or "undecided_cves" =>
            Typed("integer", "null"),
        "withdrawn" or "prime_only" => Typed("boolean", "null"),
        "last_day" => Typed("string", "null"),
        _ => Typed("string"),
    };

    private static JsonObject Clusters() =>
        new()
        {
            ["type"] = new JsonArray("integer", "string"),
            ["pattern"] = "^<5$",
            ["description"] = "Number of clusters; <5 for fewer than five.",
        };

    private static JsonObject Closed(params (string Name, JsonObject Schema)[] properties) => new()
    {
        ["type"] = "object",
        ["properties"] = WireDocument.Object(properties.Select(property => (property.Name, (JsonNode)property.Schema))),
        ["required"] = new JsonArray([.. properties.Select(property => (JsonNode)property.Name)]),
        ["additionalProperties"] = false,
    };

    private static JsonObject Parameter(string name, string place, string description, JsonObject schema) =>
        new() { ["name"] = name, ["in"] = place, ["required"] = place == "path", ["description"] = description, ["schema"] = schema };

    private static JsonObject Enum(IEnumerable<string> values) =>
        new() { ["type"] = "string", ["enum"] = new JsonArray([.. values.Select(value => (JsonNode)value)]) };

    private static JsonObject Typed(params string[] types) =>
        new() { ["type"] = types.Length == 1 ? types[0] : new JsonArray([.. types.Select(type => (JsonNode)type)]) };
}
