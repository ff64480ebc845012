using System.Globalization;
using Microsoft.AspNetCore.Http.Extensions;
using SecurityResponder.Server.Statistics;

namespace SecurityResponder.Server.Operators.Fleet;

/// <summary>Selects and sorts the clusters of the list.</summary>
/// <param name="Figures">The time window and the values.</param>
/// <param name="Search">Part of a version or of a name, or the beginning of an id; null for any.</param>
/// <param name="State">The state of the clusters; null for any.</param>
/// <param name="SilentDays">Only clusters that have not reported for this number of days; null for any.</param>
/// <param name="Column">The column that the list is sorted by.</param>
/// <param name="IsDescending">Whether it is sorted in descending order.</param>
/// <param name="Page">The number of the page, from 1.</param>
internal sealed record FleetQuery(
    FigureQuery Figures, string? Search, FleetState? State, int? SilentDays, FleetColumn Column, bool IsDescending, int Page)
{
    /// <summary>Maximum number of characters that are searched for.</summary>
    public const int MaxSearchLength = 100;

    private const int MaxPage = 1_000_000;
    private const string Descending = "-";

    /// <summary>The possible numbers of days without a report.</summary>
    public static IReadOnlyList<int> SilentChoices { get; } = [1, 2, 7, 14, 30];

    /// <summary>Reads the query of a URL, e.g. <c>?q=v1.34&amp;state=exploited&amp;sort=-cves&amp;page=2</c>. Invalid parameters are
    /// ignored.</summary>
    public static FleetQuery Of(IQueryCollection query)
    {
        var search = query["q"].ToString().Trim();
        var sort = query["sort"].ToString();
        var column = FleetColumn.Find(sort.StartsWith(Descending, StringComparison.Ordinal) ? sort[Descending.Length..] : sort);
        var silent = Number(query["silent"], 0);
        return Reaching(new FleetQuery(
            FigureQuery.Of(query),
            search is "" or { Length: > MaxSearchLength } || search.Any(char.IsControl) ? null : search,
            FleetState.Find(query["state"]),
            SilentChoices.Contains(silent) ? silent : null,
            column ?? FleetColumn.LastSeen,
            column is null ? FleetColumn.LastSeen.IsDescendingFirst : sort.StartsWith(Descending, StringComparison.Ordinal),
            Math.Clamp(Number(query["page"], 1), 1, MaxPage)));
    }

    /// <summary>Whether it selects fewer clusters than the time window has.</summary>
    public bool IsFiltered => Figures.IsFiltered || Search is not null || State is not null || SilentDays is not null;

    /// <summary>Returns the query sorted by a column, from its first page; the other way round if it is already sorted by it.</summary>
    public FleetQuery SortedBy(FleetColumn column) => this with
    {
        Column = column,
        IsDescending = column == Column ? !IsDescending : column.IsDescendingFirst,
        Page = 1,
    };

    /// <summary>Converts the query to a filter of the store.</summary>
    public FleetFilter ToFilter(DateTimeOffset now) =>
        new(Figures.ToFilter(now), Search, SilentDays is { } days ? now.AddDays(-days) : null);

    /// <summary>Returns the query of the URL with its question mark; empty without parameters.</summary>
    public override string ToString()
    {
        var own = new QueryBuilder(Parameters()).ToString();
        var figures = Figures.ToString();
        return figures == "" || own == "" ? figures + own : figures + "&" + own[1..];
    }

    private IEnumerable<KeyValuePair<string, string>> Parameters()
    {
        (string Name, string? Value)[] parameters =
        [
            ("q", Search),
            ("state", State?.Name),
            ("silent", SilentDays?.ToString(CultureInfo.InvariantCulture)),
            ("sort", SortName),
            ("page", Page == 1 ? null : Page.ToString(CultureInfo.InvariantCulture)),
        ];
        return parameters.Where(one => one.Value is not null).Select(one => KeyValuePair.Create(one.Name, one.Value!));
    }

    /// <summary>The order in the URL, e.g. <c>-cves</c>; null for the default.</summary>
    public string? SortName => Column == FleetColumn.LastSeen && IsDescending ? null : (IsDescending ? Descending : "") + Column.Name;

    // A cluster that has been silent for 30 days is in no window of 30 days.
    private static FleetQuery Reaching(FleetQuery query) => query.SilentDays >= query.Figures.Days
        ? query with { Figures = query.Figures.In(FigureQuery.Windows.First(days => days > query.SilentDays)) }
        : query;

    private static int Number(string? text, int otherwise) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
