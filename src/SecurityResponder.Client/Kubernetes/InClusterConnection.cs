using System.Security.Cryptography;
using SecurityResponder.Client.Http;
using SecurityResponder.Files;

namespace SecurityResponder.Client.Kubernetes;

/// <summary>The connection from a pod to its API server
/// (<see href="https://kubernetes.io/docs/tasks/run-application/access-api-from-pod/"/>).</summary>
internal static class InClusterConnection
{
    private const int MaxTokenBytes = 64 << 10;
    private const string Host = "KUBERNETES_SERVICE_HOST";

    /// <summary>Whether this program runs in a pod.</summary>
    public static bool IsPod(Func<string, string?> environment) => !string.IsNullOrEmpty(environment(Host));

    /// <summary>Reads the connection from the pod's environment and its service account.</summary>
    /// <param name="environment">Reads an environment variable.</param>
    /// <param name="folder">The folder in which the kubelet mounts the service account.</param>
    /// <exception cref="ClusterNotFoundException">The environment has no address, or the service account is not mounted.</exception>
    public static ApiServerConnection Open(Func<string, string?> environment, string folder)
    {
        var host = environment(Host);
        var port = environment("KUBERNETES_SERVICE_PORT") ?? "443";
        var authority = host?.Contains(':') is true ? $"[{host}]:{port}" : $"{host}:{port}";
        if (!Uri.TryCreate("https://" + authority, UriKind.Absolute, out var server))
        {
            throw new ClusterNotFoundException(Host + " and KUBERNETES_SERVICE_PORT are not the address of an API server");
        }

        try
        {
            return new()
            {
                Server = server,
                Roots = TrustedRoots.Load(Path.Combine(folder, "ca.crt")),
                ReadToken = () => RegularFile.ReadText(Path.Combine(folder, "token"), MaxTokenBytes),
                IsInCluster = true,
            };
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new ClusterNotFoundException($"the service account's ca.crt in {folder} cannot be read", exception);
        }
    }
}
