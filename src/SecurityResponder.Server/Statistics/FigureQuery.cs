using System.Globalization;
using Microsoft.AspNetCore.Http.Extensions;

namespace SecurityResponder.Server.Statistics;

/// <summary>Selects the clusters that are counted.</summary>
/// <param name="Days">The length of the window, which ends today (UTC).</param>
/// <param name="IsDevelopment">True for development builds, false for all others.</param>
/// <param name="Values">The value of each filtered <see cref="Dimension"/>, by its name; null for unknown.</param>
internal sealed record FigureQuery(int Days, bool IsDevelopment, IReadOnlyDictionary<string, string?> Values)
{
    private const int MaxValueLength = 256;

    /// <summary>The possible lengths of the window in days.</summary>
    public static IReadOnlyList<int> Windows { get; } = [7, 30, 90];

    /// <summary>The query of a URL without parameters.</summary>
    public static FigureQuery Default { get; } = new(30, false, new SortedDictionary<string, string?>());

    /// <summary>Whether it has filters.</summary>
    public bool IsFiltered => Values.Count > 0;

    /// <summary>Reads the query of a URL, e.g. <c>?window=7&amp;cni=cilium</c>. Invalid parameters are ignored.</summary>
    public static FigureQuery Of(IQueryCollection query)
    {
        var values = new SortedDictionary<string, string?>(StringComparer.Ordinal);
        foreach (var dimension in Dimension.All)
        {
            if (query.TryGetValue(dimension.Name, out var parameter) && parameter is [{ } value] && value.Length <= MaxValueLength)
            {
                values[dimension.Name] = value == "" ? null : value;
            }
        }

        query.TryGetValue("window", out var window);
        var isWindow = int.TryParse(window, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && Windows.Contains(days);
        return new FigureQuery(isWindow ? days : Default.Days, query.TryGetValue("dev", out var dev) && dev == "1", values);
    }

    /// <summary>Returns the query with another window.</summary>
    public FigureQuery In(int days) => this with { Days = days };

    /// <summary>Returns the query with another filter; null filters for unknown.</summary>
    public FigureQuery With(Dimension dimension, string? value) =>
        this with { Values = Sorted(Values.Where(entry => entry.Key != dimension.Name).Append(new(dimension.Name, value))) };

    /// <summary>Returns the query without the filter of a dimension.</summary>
    public FigureQuery Without(string name) =>
        this with { Values = Sorted(Values.Where(entry => entry.Key != name)) };

    /// <summary>Converts the query to a filter of the store.</summary>
    public FigureFilter ToFilter(DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var columns = Dimension.All.Where(dimension => Values.ContainsKey(dimension.Name))
            .ToDictionary(dimension => dimension.Column, dimension => Values[dimension.Name]);
        return new FigureFilter(today.AddDays(1 - Days), today, IsDevelopment, columns);
    }

    /// <summary>Returns the query of the URL with its question mark; empty for <see cref="Default"/>. Equal queries have the
    /// same.</summary>
    public override string ToString()
    {
        var query = new QueryBuilder();
        if (Days != Default.Days)
        {
            query.Add("window", Days.ToString(CultureInfo.InvariantCulture));
        }

        if (IsDevelopment)
        {
            query.Add("dev", "1");
        }

        foreach (var (name, value) in Values)
        {
            query.Add(name, value ?? "");
        }

        return query.ToString();
    }

    private static SortedDictionary<string, string?> Sorted(IEnumerable<KeyValuePair<string, string?>> values) =>
        new(values.ToDictionary(), StringComparer.Ordinal);
}
