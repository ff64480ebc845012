using System.Net.Sockets;
using System.Security.Authentication;

namespace SecurityResponder.Client.Http;

/// <summary>Describes a failed request for operators. The native build has no exception messages of .NET.</summary>
internal static class ConnectionFault
{
    public static string Describe(HttpRequestException exception) => exception.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => "the host name cannot be resolved",
        HttpRequestError.ConnectionError => Socket(exception),
        HttpRequestError.SecureConnectionError => "TLS failed: " + Tls(exception),
        HttpRequestError.ProxyTunnelError => "the proxy refused the tunnel",
        HttpRequestError.ResponseEnded => "the connection was closed before the answer was complete",
        HttpRequestError.InvalidResponse => "the answer is not valid HTTP",
        HttpRequestError.ConfigurationLimitExceeded => "the answer's headers are too long",
        // The handler has no error code for a connection that is closed while it waits for the answer.
        HttpRequestError.Unknown when exception.InnerException is IOException => "the connection broke off before the answer came",
        HttpRequestError.Unknown => "the exchange failed",
        var error => $"the exchange failed ({error})",
    };

    private static string Socket(HttpRequestException exception) =>
        exception.InnerException is SocketException socket ? $"no connection ({socket.SocketErrorCode})" : "no connection";

    private static string Tls(HttpRequestException exception) => exception.InnerException switch
    {
        RefusedCertificateException refused => refused.Message,

        // The innermost message comes from OpenSSL, so both builds have it.
        AuthenticationException { InnerException: { } inner } => $"the handshake was refused ({inner.GetBaseException().Message})",
        AuthenticationException authentication => Handshake(authentication.Message),
        _ => "the connection broke off during the handshake",
    };

    // In the native build the message is a resource key, but in both builds it contains this word.
    private static string Handshake(string message) => message.Contains("frame", StringComparison.Ordinal)
        ? "what answers there does not speak TLS"
        : "the handshake failed";
}
