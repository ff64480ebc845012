namespace SecurityResponder.Client.Kubernetes;

/// <summary>There is no cluster that can be read with these settings and credentials.</summary>
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
