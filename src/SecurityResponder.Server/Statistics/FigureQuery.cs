using System.Globalization;
using Microsoft.AspNetCore.Http.Extensions;

namespace SecurityResponder.Server.Statistics;

/// <summary>Which clusters are counted.</summary>
/// <param name="Days">The window: today and the days before it, UTC.</param>
/// <param name="IsDevelopment">Whether development builds are counted instead of all others.</param>
/// <param name="Values">What they have in common, by the name of its <see cref="Dimension"/>; null for "not told".</param>
internal sealed record FigureQuery(int Days, bool IsDevelopment, IReadOnlyDictionary<string, string?> Values)
{
    private const int LongestValue = 256;

    /// <summary>The windows that can be asked for.</summary>
    public static IReadOnlyList<int> Windows { get; } = [7, 30, 90];

    /// <summary>What is shown when nothing is asked for.</summary>
    public static FigureQuery Default { get; } = new(30, false, new SortedDictionary<string, string?>());

    /// <summary>Whether it is about some clusters and not all.</summary>
    public bool IsFiltered => Values.Count > 0;

    /// <summary>Reads the query of an address, e.g. <c>?window=7&amp;cni=cilium</c>. What it cannot mean is left out.</summary>
    public static FigureQuery Of(IQueryCollection query)
    {
        var values = new SortedDictionary<string, string?>(StringComparer.Ordinal);
        foreach (var dimension in Dimension.All)
        {
            if (query.TryGetValue(dimension.Name, out var given) && given is [{ } value] && value.Length <= LongestValue)
            {
                values[dimension.Name] = value == "" ? null : value;
            }
        }

        var days = query.TryGetValue("window", out var window) && int.TryParse(window, NumberStyles.None, CultureInfo.InvariantCulture, out var asked)
            && Windows.Contains(asked) ? asked : Default.Days;
        return new FigureQuery(days, query.TryGetValue("dev", out var dev) && dev == "1", values);
    }

    /// <summary>The same in another window.</summary>
    public FigureQuery In(int days) => this with { Days = days };

    /// <summary>The same of those that have a value too; null is "not told".</summary>
    public FigureQuery With(Dimension dimension, string? value) =>
        this with { Values = new SortedDictionary<string, string?>(Values.ToDictionary(), StringComparer.Ordinal) { [dimension.Name] = value } };

    /// <summary>The same whatever value they have.</summary>
    public FigureQuery Without(string name) =>
        this with { Values = new SortedDictionary<string, string?>(Values.Where(entry => entry.Key != name).ToDictionary(), StringComparer.Ordinal) };

    /// <summary>What the store is asked.</summary>
    public FigureFilter ToFilter(DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var columns = Dimension.All.Where(dimension => Values.ContainsKey(dimension.Name))
            .ToDictionary(dimension => dimension.Column, dimension => Values[dimension.Name]);
        return new FigureFilter(today.AddDays(1 - Days), today, IsDevelopment, columns);
    }

    /// <summary>The query of its address, the question mark included; empty for <see cref="Default"/>. Two that ask the same have the
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
}
