using SecurityResponder.Releases;
using SecurityResponder.Server.Answers;
using SecurityResponder.Server.Statistics;

namespace SecurityResponder.Server.Pages;

/// <summary>The number of clusters on each release, as it is published.</summary>
internal sealed class ReleaseClusters
{
    private readonly Dictionary<ReleaseVersion, long> _clusters;
    private readonly Precision _precision;

    /// <summary>Counts clusters by release.</summary>
    /// <param name="counts">The clusters by version.</param>
    /// <param name="facts">What the feed says.</param>
    /// <param name="precision">How exactly the numbers are published.</param>
    public ReleaseClusters(Counts counts, ReleaseFacts facts, Precision precision)
    {
        _precision = precision;
        _clusters = counts.Tables[Dimension.Version.Name].Values
            .Select(value => (facts.Find(value.Value)?.Version, value.Clusters))
            .Where(value => value.Version is not null)
            .GroupBy(value => value.Version!)
            .ToDictionary(values => values.Key, values => values.Sum(value => value.Clusters));
    }

    /// <summary>The number of clusters on a release, with a link to them. To the public, none is the same as fewer than five.</summary>
    public LinkModel Of(ReleaseVersion version)
    {
        var figure = _precision.Of(_clusters.GetValueOrDefault(version), isFiltered: true);
        var query = FigureQuery.Default.With(Dimension.Version, version.ToString());
        return new LinkModel((_precision.IsExact ? "/fleet" : "/") + query, figure.ToString());
    }
}
