using SecurityResponder.Client.Settings;

namespace SecurityResponder.Client.Collecting;

/// <summary>Opens the source that the settings name: a dump, a kubeconfig, an address, or the cluster that this pod runs in.</summary>
internal static class ClusterSource
{
    /// <exception cref="ClusterNotFoundException">There is none.</exception>
    public static OpenedSource Open(ClientOptions options, Func<string, string?> environment, TimeProvider time, string serviceAccountFolder)
    {
        if (options.ClusterDump is { } dump)
        {
            return new(new ClusterDumpSource(ClusterDumpSource.Open(dump)), null);
        }

        var connection = options.ApiServer is { } address ? new ApiServerConnection { Server = address, UsesProxy = false }
            : options.Kubeconfig is { } file ? Kubeconfigs.Kubeconfig.Read(file, options.Context)
            : InClusterConnection.Open(environment, serviceAccountFolder);
        var transport = new ApiServerTransport(connection);
        return new(new ApiServerSource(new ApiServer(transport, time), time), transport) { IsInCluster = connection.IsInCluster };
    }
}

/// <summary>A source and what must be closed after it.</summary>
/// <param name="Source">Tells of the cluster.</param>
/// <param name="Transport">The way to its API server; null for a dump, which is no live cluster.</param>
internal sealed record OpenedSource(IClusterSource Source, ApiServerTransport? Transport) : IDisposable
{
    /// <summary>Whether this program runs in a pod of that cluster, so that its own process tells of a node.</summary>
    public bool IsInCluster { get; init; }

    public void Dispose()
    {
        Transport?.Dispose();
        (Source as IDisposable)?.Dispose();
    }
}
