using System.Net.Http.Headers;

namespace SecurityResponder.Client.Kubernetes;

/// <summary>The bearer token of a request (<see href="https://www.rfc-editor.org/rfc/rfc6750#section-2.1"/>). It is never logged.</summary>
internal static class BearerToken
{
    /// <summary>Reads the token and returns the <c>Authorization</c> header.</summary>
    /// <param name="read">Reads the token; surrounding white space is removed.</param>
    /// <exception cref="UnusableTokenException">The token cannot be read, is empty, or is invalid in a header.</exception>
    public static AuthenticationHeaderValue Header(Func<string> read)
    {
        var token = Read(read);
        if (token.Length == 0)
        {
            throw new UnusableTokenException("the token is empty");
        }

        // A line break would end the header and start another one.
        return token.AsSpan().ContainsAnyExceptInRange('!', '~')
            ? throw new UnusableTokenException("the token has a line break, a space or another character that is invalid in a header")
            : new("Bearer", token);
    }

    private static string Read(Func<string> read)
    {
        try
        {
            return read().Trim();
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new UnusableTokenException("the token cannot be read: no such file", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UnusableTokenException("the token cannot be read", exception);
        }
    }
}
