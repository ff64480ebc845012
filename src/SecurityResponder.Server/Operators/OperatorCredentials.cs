using System.Net.Http.Headers;
using System.Text;
using SecurityResponder.Server.Http;

namespace SecurityResponder.Server.Operators;

/// <summary>Requires the operators' token on every path, so that nobody else can find out which paths exist.</summary>
internal static class OperatorCredentials
{
    private const string User = "operator";

    private static readonly Problem Missing = new(
        401, "Unauthorized", "Log in as user operator with the operators' token as password, or send the token as Bearer.");

    /// <summary>Adds the check to the pipeline.</summary>
    /// <param name="port">The operators' port.</param>
    /// <param name="token">The token.</param>
    /// <param name="connections">Keeps the connections of operators.</param>
    /// <param name="guesses">Slows down wrong tokens.</param>
    public static void Use(WebApplication port, OperatorToken token, OperatorConnections connections, TokenGuesses guesses) =>
        port.Use(next => async context =>
        {
            var presented = TokenIn(context.Request.Headers.Authorization);
            if (presented is not null && token.Is(presented))
            {
                connections.Keep(context);
                await next(context);
                return;
            }

            if (presented is not null)
            {
                await guesses.WaitAsync(context.RequestAborted);
            }

            await RejectAsync(context);
        });

    /// <summary>The token in an <c>Authorization</c> header: the token of <c>Bearer</c>, or the password of <c>Basic</c> when the user
    /// is <c>operator</c>, as a browser sends it; null for anything else.</summary>
    public static string? TokenIn(string? authorization)
    {
        if (!AuthenticationHeaderValue.TryParse(authorization, out var value) || value.Parameter is not { } parameter)
        {
            return null;
        }

        if (value.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase))
        {
            return parameter;
        }

        return value.Scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase) ? Password(parameter) : null;
    }

    private static string? Password(string encoded)
    {
        var bytes = new byte[encoded.Length];
        if (!Convert.TryFromBase64String(encoded, bytes, out var length))
        {
            return null;
        }

        var pair = Encoding.UTF8.GetString(bytes, 0, length).Split(':', 2);
        return pair is [User, var password] ? password : null;
    }

    private static Task RejectAsync(HttpContext context)
    {
        // A client without the token must not occupy a connection.
        context.Response.Headers.Connection = "close";
        context.Response.Headers.WWWAuthenticate = new([$"Basic realm=\"{User}\", charset=\"UTF-8\"", "Bearer"]);
        return Missing.SendAsync(context);
    }
}
