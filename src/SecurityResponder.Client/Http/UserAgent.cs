using System.Net.Http.Headers;

namespace SecurityResponder.Client.Http;

/// <summary>How this program names itself to a server: by name and version, nothing of the cluster.</summary>
internal static class UserAgent
{
    public static ProductInfoHeaderValue Value { get; } = new("security-responder", Token(ProgramVersion.Text));

    // A product's version is a token (RFC 9110, section 5.6.2); `+` is one of its characters, a space is not.
    private static string Token(string version) => string.Create(version.Length, version, static (token, source) =>
    {
        for (var i = 0; i < token.Length; i++)
        {
            token[i] = char.IsAsciiLetterOrDigit(source[i]) || source[i] is '.' or '-' or '+' ? source[i] : '_';
        }
    });
}
