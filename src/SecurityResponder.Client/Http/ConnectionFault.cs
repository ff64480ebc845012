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
        var error => error == HttpRequestError.Unknown ? exception.Message : error.ToString(),
    };

    private static string Socket(HttpRequestException exception) =>
        exception.InnerException is SocketException socket ? $"no connection ({socket.SocketErrorCode})" : "no connection";

    private static string Tls(HttpRequestException exception) => exception.InnerException switch
    {
        AuthenticationException { InnerException: { } inner } => $"the certificate is not trusted or the handshake was refused ({inner.Message})",
        AuthenticationException authentication => authentication.Message,
        _ => "the connection broke off during the handshake",
    };
}
