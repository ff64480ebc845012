using System.Net.Http.Headers;
using System.Text;
using SecurityResponder.Server.Http;

namespace SecurityResponder.Server.Operators;

/// <summary>Lets operators in and nobody else, whatever is asked for: a stranger does not learn which paths there are.</summary>
internal static class OperatorCredentials
{
    private const string User = "operator";

    private static readonly Problem Missing = new(401, "Operators only", "expected the operators' token");

    /// <summary>Puts it before everything that is mapped.</summary>
    public static void Use(WebApplication port, OperatorToken token) => port.Use(next => context =>
        Shown(context.Request.Headers.Authorization) is { } shown && token.Is(shown) ? next(context) : RefuseAsync(context));

    /// <summary>What stands in an <c>Authorization</c> header: the token of <c>Bearer</c>, or the password of <c>Basic</c> when its user
    /// is <c>operator</c>, which is how a browser shows it; null for anything else.</summary>
    public static string? Shown(string? authorization)
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

    private static Task RefuseAsync(HttpContext context)
    {
        context.Response.Headers.WWWAuthenticate = new([$"Basic realm=\"{User}\", charset=\"UTF-8\"", "Bearer"]);
        return Missing.SendAsync(context);
    }
}
