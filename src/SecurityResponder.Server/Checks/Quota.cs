namespace SecurityResponder.Server.Checks;

/// <summary>The quotas for recorded reports.</summary>
internal enum Quota
{
    /// <summary>Reports of a cluster on a day.</summary>
    ClusterReports,

    /// <summary>Bytes of the reports of a cluster on a day.</summary>
    ClusterBytes,

    /// <summary>New clusters of a network on a day.</summary>
    NewClusters,
}

/// <summary>The limits of the quotas; null for no limit.</summary>
/// <param name="ClusterReports">Reports of a cluster on a day, at most 250.</param>
/// <param name="ClusterBytes">Bytes of the reports of a cluster on a day, at most 16,000,000.</param>
/// <param name="NewClusters">New clusters of a network on a day.</param>
internal sealed record QuotaLimits(int? ClusterReports, int? ClusterBytes, int? NewClusters);
