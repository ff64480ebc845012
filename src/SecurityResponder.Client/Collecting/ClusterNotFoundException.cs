namespace SecurityResponder.Client.Collecting;

/// <summary>There is no cluster to read: not here, not where the settings point, or not with these credentials.</summary>
internal sealed class ClusterNotFoundException : Exception
{
    public ClusterNotFoundException(string message)
        : base(message)
    {
    }

    public ClusterNotFoundException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
