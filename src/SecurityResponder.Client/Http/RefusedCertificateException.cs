using System.Security.Authentication;

namespace SecurityResponder.Client.Http;

/// <summary>The server's certificate is not trusted; the message says why.</summary>
internal sealed class RefusedCertificateException(string message) : AuthenticationException(message);
