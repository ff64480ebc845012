using SecurityResponder.Clusters;

namespace SecurityResponder.Client.Collecting;

/// <summary>Where a cluster's facts come from: a live API server or a dump of one.</summary>
internal interface IClusterSource
{
    /// <summary>Reads everything that there is to know, one fact at a time.</summary>
    /// <param name="tell">Takes each fact; a read that fails is a fact too (<see cref="ReadFailed"/>), never an exception.</param>
    /// <param name="cancellationToken">Ends the reading; what was not read until then stays unknown.</param>
    Task ReadAsync(Action<ClusterFact> tell, CancellationToken cancellationToken);
}
