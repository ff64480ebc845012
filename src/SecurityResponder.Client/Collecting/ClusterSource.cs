using SecurityResponder.Client.Kubernetes;
using SecurityResponder.Client.Kubernetes.Kubeconfigs;
using SecurityResponder.Client.Settings;

namespace SecurityResponder.Client.Collecting;

/// <summary>Opens the configured cluster: a dump, a kubeconfig, an address, or the cluster of this pod.</summary>
internal static class ClusterSource
{
    /// <exception cref="ClusterNotFoundException">No cluster is configured, and this is not a pod.</exception>
    public static OpenClusterSource Open(
        ClientOptions options, Func<string, string?> environment, TimeProvider time, string serviceAccountFolder)
    {
        if (options.ClusterDump is { } dump)
        {
            return new(new ClusterDumpSource(ClusterDumpSource.Open(dump)), null) { IsPrime = options.IsPrime };
        }

        var connection = options.ApiServer is { } address ? new ApiServerConnection { Server = address, UsesProxy = false }
            : options.Kubeconfig is { } file ? Kubeconfig.Read(file, options.Context)
            : InClusterConnection.Open(environment, serviceAccountFolder);
        var apiServer = new ApiServerClient(connection);
        return new(new ApiServerSource(new KubernetesReader(apiServer, time), time), apiServer)
        {
            IsInCluster = connection.IsInCluster,
            IsPrime = options.IsPrime,
        };
    }
}

/// <summary>A source together with the connection that it reads from.</summary>
/// <param name="Source">Reads the cluster.</param>
/// <param name="ApiServer">The API server; null for a dump.</param>
internal sealed record OpenClusterSource(IClusterSource Source, ApiServerClient? ApiServer) : IDisposable
{
    /// <summary>Whether this program runs in a pod of that cluster, so that facts of its own process are facts of a node.</summary>
    public bool IsInCluster { get; init; }

    /// <summary>Whether the cluster uses RKE2 Prime, as the chart or the user says; null when neither says.</summary>
    public bool? IsPrime { get; init; }

    public void Dispose()
    {
        ApiServer?.Dispose();
        (Source as IDisposable)?.Dispose();
    }
}
