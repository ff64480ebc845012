namespace SecurityResponder.Server.Checks;

/// <summary>What the quotas decide about a report.</summary>
internal abstract record QuotaDecision
{
    private QuotaDecision()
    {
    }

    /// <summary>It is recorded, and is counted already.</summary>
    /// <param name="Day">Where it is counted.</param>
    /// <param name="Cluster">The hash of the cluster.</param>
    /// <param name="Network">The bucket of its network; null when new clusters are not limited.</param>
    /// <param name="Bytes">The length of the report.</param>
    public sealed record Within(RecordedToday Day, int Cluster, int? Network, int Bytes) : QuotaDecision
    {
        /// <summary>Takes it out of the count, because it could not be recorded.</summary>
        public void TakeBack() => Day.Remove(Cluster, Network, Bytes);
    }

    /// <summary>It is over the quota of its cluster, and replaces the last report of the day that was.</summary>
    /// <param name="Exceeded">The quota.</param>
    public sealed record Replaces(Quota Exceeded) : QuotaDecision;

    /// <summary>It is over a quota and is not recorded.</summary>
    /// <param name="Exceeded">The quota.</param>
    public sealed record NotRecorded(Quota Exceeded) : QuotaDecision;
}
