using System.Net.Sockets;
using System.Security.Authentication;

namespace SecurityResponder.Feed.Fetching;

/// <summary>Describes connections that failed.</summary>
internal static class DownloadFault
{
    /// <summary>What an exception means. A refused certificate is final; other failures can be transient.</summary>
    public static DownloadOutcome.Failed Of(HttpRequestException exception) => exception.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => Transient("the host name cannot be resolved"),
        HttpRequestError.ConnectionError when exception.InnerException is SocketException socket =>
            Transient($"no connection ({socket.SocketErrorCode})"),
        HttpRequestError.ConnectionError => Transient("no connection"),
        HttpRequestError.SecureConnectionError when exception.InnerException is AuthenticationException =>
            new DownloadOutcome.Failed("the server's certificate is not trusted, or TLS failed", IsTransient: false),
        HttpRequestError.SecureConnectionError => Transient("the connection broke off during the handshake"),
        HttpRequestError.ProxyTunnelError => Transient("the proxy refused the tunnel"),
        HttpRequestError.ResponseEnded => Transient("the connection was closed before the content was complete"),
        HttpRequestError.InvalidResponse => Transient("the answer is not valid HTTP"),
        HttpRequestError.ConfigurationLimitExceeded => new DownloadOutcome.Failed("the answer's headers are too long", IsTransient: false),
        _ => Transient("the connection broke off before the answer came"),
    };

    private static DownloadOutcome.Failed Transient(string reason) => new(reason, IsTransient: true);
}
