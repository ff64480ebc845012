using System.Net.Http.Headers;

namespace SecurityResponder.Client.Collecting;

/// <summary>The token of a request (<see href="https://www.rfc-editor.org/rfc/rfc6750#section-2.1"/>). What it holds is never logged.</summary>
internal static class BearerToken
{
    /// <summary>Reads the token and makes the header that carries it.</summary>
    /// <param name="read">Reads it from where it is kept; white space around it does not count.</param>
    /// <exception cref="UnusableTokenException">It cannot be read, is empty, or has characters that no header can carry.</exception>
    public static AuthenticationHeaderValue Header(Func<string> read)
    {
        var token = Read(read);
        if (token.Length == 0)
        {
            throw new UnusableTokenException("the token is empty");
        }

        // A line break would end the header and begin another one, of the token's choosing.
        return token.AsSpan().ContainsAnyExceptInRange('!', '~')
            ? throw new UnusableTokenException("the token has a line break, a space or another character that a header cannot carry")
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
            throw new UnusableTokenException("the token cannot be read: there is no such file", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UnusableTokenException("the token cannot be read", exception);
        }
    }
}
