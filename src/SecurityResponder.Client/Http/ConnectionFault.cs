using System.Net.Sockets;
using System.Security.Authentication;

namespace SecurityResponder.Client.Http;

/// <summary>Says in an operator's words why a connection failed. The static build has no exception messages of its own.</summary>
internal static class ConnectionFault
{
    public static string Describe(HttpRequestException exception) => exception.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => "the host name cannot be resolved",
        HttpRequestError.ConnectionError => Socket(exception),
        HttpRequestError.SecureConnectionError => "TLS failed: " + Tls(exception),
        HttpRequestError.ProxyTunnelError => "the proxy refused the tunnel",
        HttpRequestError.ResponseEnded => "the connection was closed before the answer was complete",
        HttpRequestError.InvalidResponse => "the answer is no valid HTTP",
        HttpRequestError.ConfigurationLimitExceeded => "the answer's headers are too long",
        // The handler has no word for a connection that breaks off, or ends, while it waits for the answer.
        HttpRequestError.Unknown when exception.InnerException is IOException => "the connection broke off before the answer came",
        HttpRequestError.Unknown => "the exchange failed",
        var error => $"the exchange failed ({error})",
    };

    private static string Socket(HttpRequestException exception) =>
        exception.InnerException is SocketException socket ? $"no connection ({socket.SocketErrorCode})" : "no connection";

    private static string Tls(HttpRequestException exception) => exception.InnerException switch
    {
        // The innermost words are OpenSSL's own, and are there in both builds.
        AuthenticationException { InnerException: { } inner } => $"the handshake was refused ({inner.GetBaseException().Message})",
        AuthenticationException authentication => Certificate(authentication.Message),
        _ => "the connection broke off during the handshake",
    };

    // The static build's message is a resource key, but the reason's own name stands behind it in both builds.
    private static string Certificate(string message) =>
        message.Contains("RemoteCertificateNameMismatch", StringComparison.Ordinal) ? "its certificate is for another host name"
        : message.Contains("NotTimeValid", StringComparison.Ordinal)
            ? "its certificate has expired or is not valid yet; is the clock right?"
        : message.Contains("UntrustedRoot", StringComparison.Ordinal) || message.Contains("PartialChain", StringComparison.Ordinal)
            ? "its certificate is not signed by a certificate authority that is trusted here"
        : message.Contains("frame", StringComparison.Ordinal) ? "what answers there does not speak TLS"
        : "its certificate was refused";
}
