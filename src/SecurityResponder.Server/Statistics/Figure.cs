using System.Globalization;

namespace SecurityResponder.Server.Statistics;

/// <summary>A number of clusters as it is published.</summary>
/// <param name="Clusters">Null for fewer than <see cref="Precision.MinClusters"/>.</param>
internal readonly record struct Figure(long? Clusters)
{
    /// <summary>The number for people, e.g. <c>1,240</c>, or <c>&lt;5</c>.</summary>
    public override string ToString() => Clusters?.ToString("N0", CultureInfo.InvariantCulture) ?? "<5";

    /// <summary>The number for machines, e.g. <c>1240</c>, or <c>&lt;5</c>.</summary>
    public string Bare => Clusters?.ToString(CultureInfo.InvariantCulture) ?? "<5";

    /// <summary>Its share of another figure in whole percent, computed from the published numbers; null when one of them is not published
    /// or the other is 0.</summary>
    public int? ShareOf(Figure whole) =>
        Clusters is { } part && whole.Clusters is > 0 and var all ? (int)Math.Min(100, Math.Round(100d * part / all)) : null;
}
