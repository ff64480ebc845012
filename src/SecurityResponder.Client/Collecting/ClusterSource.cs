using SecurityResponder.Client.Kubernetes;
using SecurityResponder.Client.Settings;

namespace SecurityResponder.Client.Collecting;

/// <summary>Opens the configured cluster: a dump, an address, a kubeconfig, or the cluster of this pod.</summary>
internal static class ClusterSource
{
    /// <summary>Whether the cluster is read through kubectl: it is that of a kubeconfig.</summary>
    public static bool NeedsKubectl(ClientOptions options, Func<string, string?> environment) =>
        options is { ClusterDump: null, ApiServer: null }
        && (options.Kubeconfig is not null || options.Context is not null || !InClusterConnection.IsPod(environment));

    /// <summary>Opens the cluster.</summary>
    /// <param name="options">The settings.</param>
    /// <param name="environment">Reads an environment variable.</param>
    /// <param name="kubectl">The connection through kubectl; null when it is not needed.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="ClusterNotFoundException">The service account of this pod cannot be read.</exception>
    public static OpenClusterSource Open(
        ClientOptions options, Func<string, string?> environment, ApiServerClient? kubectl, TimeProvider time)
    {
        if (options.ClusterDump is { } dump)
        {
            return new(new ClusterDumpSource(ClusterDumpSource.Open(dump)), null) { IsPrime = options.IsPrime };
        }

        var connection = options.ApiServer is { } address ? new ApiServerConnection { Server = address }
            : kubectl is null ? InClusterConnection.Open(environment, options.ServiceAccountFolder)
            : null;
        var apiServer = connection is null ? kubectl! : new ApiServerClient(connection);
        return new(new ApiServerSource(new KubernetesReader(apiServer, time), time), apiServer)
        {
            IsInCluster = connection is { IsInCluster: true },
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
