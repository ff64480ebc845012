using SecurityResponder.Clusters;

namespace SecurityResponder.Client.Collecting;

/// <summary>A source of facts about a cluster: an API server or a cluster dump.</summary>
internal interface IClusterSource
{
    /// <summary>Reads all resources and passes on one fact at a time.</summary>
    /// <param name="onFact">Receives each fact. A failed read is a fact (<see cref="ReadFailed"/>), not an exception.</param>
    /// <param name="cancellationToken">Ends the reading; the remaining resources are unknown.</param>
    Task ReadAsync(Action<ClusterFact> onFact, CancellationToken cancellationToken);
}
