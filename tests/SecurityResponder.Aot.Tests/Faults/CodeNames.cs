using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace SecurityResponder.Aot.Tests.Faults;

/// <summary>
/// Finds words that only a programmer understands. The published client carries no texts of .NET: an exception's message is the
/// name of its resource there, such as <c>net_http_client_execution_error</c> or <c>ExpectedEndOfDigitNotFound</c>.
/// </summary>
internal static partial class CodeNames
{
    // What HTTP and the sockets call a state: known to operators, and said on purpose.
    private static readonly HashSet<string> Known = [.. Enum.GetNames<HttpStatusCode>(), .. Enum.GetNames<SocketError>()];

    public static IEnumerable<string> In(string text) => Underscored().Matches(text).Concat(Joined().Matches(text))
        .Select(match => match.Value).Where(name => !Known.Contains(name)).Distinct();

    // Names of variables, SECURITY_RESPONDER_ENDPOINT, hold no small letter.
    [GeneratedRegex(@"\b(?=\w*[a-z])[A-Za-z]\w*_\w*\b")]
    private static partial Regex Underscored();

    [GeneratedRegex(@"\b([A-Z][a-z]+){3,}\b|\b\w+Exception\b")]
    private static partial Regex Joined();
}
