using System.Security.Cryptography.X509Certificates;

namespace SecurityResponder.Client.Collecting;

/// <summary>How an API server is reached.</summary>
internal sealed record ApiServerConnection
{
    /// <summary>Its address, without a path of a resource.</summary>
    public required Uri Server { get; init; }

    /// <summary>Certificates that its own must chain to; null for the system's.</summary>
    public X509Certificate2Collection? Roots { get; init; }

    /// <summary>Reads the bearer token anew at each request, since kubelets rotate it; null when there is none.</summary>
    public Func<string>? ReadToken { get; init; }

    /// <summary>Client certificate with its key; null when there is none.</summary>
    public X509Certificate2? ClientCertificate { get; init; }

    /// <summary>The name that its certificate must carry, if not the address's (<c>tls-server-name</c>).</summary>
    public string? TlsServerName { get; init; }

    /// <summary>Whether its certificate is not looked at (<c>insecure-skip-tls-verify</c>).</summary>
    public bool SkipsTlsVerification { get; init; }

    /// <summary>Whether <c>HTTPS_PROXY</c> and <c>NO_PROXY</c> are honoured. Never from inside the cluster.</summary>
    public bool UsesProxy { get; init; }

    /// <summary>Whether this program runs in a pod of that cluster.</summary>
    public bool IsInCluster { get; init; }
}
