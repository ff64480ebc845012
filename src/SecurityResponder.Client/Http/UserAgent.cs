using System.Net.Http.Headers;

namespace SecurityResponder.Client.Http;

/// <summary>The <c>User-Agent</c> header: name and version of this program, nothing about the cluster.</summary>
internal static class UserAgent
{
    public static ProductInfoHeaderValue Value { get; } = new("security-responder", Token(ProgramVersion.Text));

    // A product version is a token (RFC 9110, section 5.6.2), which may contain `+` but no space.
    private static string Token(string version) => string.Create(version.Length, version, static (token, source) =>
    {
        for (var i = 0; i < token.Length; i++)
        {
            token[i] = char.IsAsciiLetterOrDigit(source[i]) || source[i] is '.' or '-' or '+' ? source[i] : '_';
        }
    });
}
