using System.Security.Cryptography.X509Certificates;

namespace SecurityResponder.Client.Kubernetes;

/// <summary>Address, trust and credentials of an API server.</summary>
internal sealed record ApiServerConnection
{
    /// <summary>The base address of the API server.</summary>
    public required Uri Server { get; init; }

    /// <summary>The Unix socket to connect to instead of the address; null for none.</summary>
    public string? Socket { get; init; }

    /// <summary>Certificate authorities that the server's certificate must chain to; null for the system's.</summary>
    public X509Certificate2Collection? Roots { get; init; }

    /// <summary>Reads the bearer token. It is read for each request because kubelets rotate it. Null for no token.</summary>
    public Func<string>? ReadToken { get; init; }

    /// <summary>Whether this program runs in a pod of that cluster.</summary>
    public bool IsInCluster { get; init; }
}
