using System.Security.Cryptography.X509Certificates;

namespace SecurityResponder.Client.Kubernetes;

/// <summary>Address, trust and credentials of an API server.</summary>
internal sealed record ApiServerConnection
{
    /// <summary>The base address of the API server.</summary>
    public required Uri Server { get; init; }

    /// <summary>Certificate authorities that the server's certificate must chain to; null for the system's.</summary>
    public X509Certificate2Collection? Roots { get; init; }

    /// <summary>Reads the bearer token. It is read for each request because kubelets rotate it. Null for no token.</summary>
    public Func<string>? ReadToken { get; init; }

    /// <summary>Client certificate with its key; null for none.</summary>
    public X509Certificate2? ClientCertificate { get; init; }

    /// <summary>The host name that the server's certificate must have (<c>tls-server-name</c>); null for the one in the address.</summary>
    public string? TlsServerName { get; init; }

    /// <summary>Whether the server's certificate is not verified (<c>insecure-skip-tls-verify</c>).</summary>
    public bool SkipsTlsVerification { get; init; }

    /// <summary>Whether <c>HTTPS_PROXY</c> and <c>NO_PROXY</c> apply. They never apply inside the cluster.</summary>
    public bool UsesProxy { get; init; }

    /// <summary>Whether this program runs in a pod of that cluster.</summary>
    public bool IsInCluster { get; init; }
}
