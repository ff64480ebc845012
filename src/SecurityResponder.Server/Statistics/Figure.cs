using System.Globalization;

namespace SecurityResponder.Server.Statistics;

/// <summary>A number of clusters as it is told.</summary>
/// <param name="Clusters">Null for fewer than <see cref="Precision.Fewest"/>.</param>
internal readonly record struct Figure(long? Clusters)
{
    /// <summary>E.g. <c>1,240</c>, or <c>&lt;5</c>.</summary>
    public override string ToString() => Clusters?.ToString("N0", CultureInfo.InvariantCulture) ?? "<5";

    /// <summary>For machines: digits alone, or <c>&lt;5</c>.</summary>
    public string Bare => Clusters?.ToString(CultureInfo.InvariantCulture) ?? "<5";

    /// <summary>Its part of another in whole percent, of what is told and not of what is known; null when that is unknown or
    /// nothing.</summary>
    public int? ShareOf(Figure whole) =>
        Clusters is { } part && whole.Clusters is > 0 and var all ? (int)Math.Min(100, Math.Round(100d * part / all)) : null;
}
