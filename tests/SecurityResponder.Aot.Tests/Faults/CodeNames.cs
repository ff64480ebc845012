using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace SecurityResponder.Aot.Tests.Faults;

/// <summary>
/// Finds identifiers in log lines. The native client has no messages of .NET: an exception's message is the
/// name of its resource there, such as <c>net_http_client_execution_error</c> or <c>ExpectedEndOfDigitNotFound</c>.
/// </summary>
internal static partial class CodeNames
{
    // Names of HTTP statuses and socket errors, which operators know.
    private static readonly HashSet<string> Known = [.. Enum.GetNames<HttpStatusCode>(), .. Enum.GetNames<SocketError>()];

    public static IEnumerable<string> In(string text) => Underscored().Matches(text).Concat(Joined().Matches(text))
        .Select(match => match.Value).Where(name => !Known.Contains(name)).Distinct();

    // Names of variables, SECURITY_RESPONDER_ENDPOINT, hold no small letter.
    [GeneratedRegex(@"\b(?=\w*[a-z])[A-Za-z]\w*_\w*\b")]
    private static partial Regex Underscored();

    [GeneratedRegex(@"\b([A-Z][a-z]+){3,}\b|\b\w+Exception\b")]
    private static partial Regex Joined();
}
