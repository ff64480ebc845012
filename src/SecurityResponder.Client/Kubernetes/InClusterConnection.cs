using System.Security.Cryptography;
using SecurityResponder.Client.Http;

namespace SecurityResponder.Client.Kubernetes;

/// <summary>The connection from a pod to its API server
/// (<see href="https://kubernetes.io/docs/tasks/run-application/access-api-from-pod/"/>).</summary>
internal static class InClusterConnection
{
    /// <summary>Where the kubelet mounts the service account.</summary>
    public const string ServiceAccountFolder = "/var/run/secrets/kubernetes.io/serviceaccount";

    /// <summary>Reads the connection from the pod's environment and its service account.</summary>
    /// <exception cref="ClusterNotFoundException">The program does not run in a pod, or the service account is not mounted.</exception>
    public static ApiServerConnection Open(Func<string, string?> environment, string folder)
    {
        var host = environment("KUBERNETES_SERVICE_HOST");
        var port = environment("KUBERNETES_SERVICE_PORT") ?? "443";
        var authority = host?.Contains(':') is true ? $"[{host}]:{port}" : $"{host}:{port}";
        if (string.IsNullOrEmpty(host) || !Uri.TryCreate("https://" + authority, UriKind.Absolute, out var server))
        {
            throw new ClusterNotFoundException("this is not a pod of a cluster (KUBERNETES_SERVICE_HOST is not set); "
                + "name one with --kubeconfig FILE, --api-server URL or --cluster-dump FILE");
        }

        try
        {
            return new()
            {
                Server = server,
                Roots = TrustedRoots.Load(Path.Combine(folder, "ca.crt")),
                ReadToken = () => File.ReadAllText(Path.Combine(folder, "token")),
                IsInCluster = true,
            };
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new ClusterNotFoundException($"the service account's ca.crt in {folder} cannot be read", exception);
        }
    }
}
