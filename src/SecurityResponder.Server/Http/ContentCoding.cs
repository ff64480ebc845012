using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace SecurityResponder.Server.Http;

/// <summary>The compression of a body.</summary>
internal enum ContentCoding
{
    /// <summary>Not compressed.</summary>
    Identity,

    /// <summary>gzip.</summary>
    Gzip,

    /// <summary>Brotli.</summary>
    Brotli,
}

/// <summary>Chooses the coding of a response (<see href="https://www.rfc-editor.org/rfc/rfc9110#field.accept-encoding"/>).</summary>
internal static class ContentCodings
{
    /// <summary>The coding that the client prefers, Brotli when both are equal; <see cref="ContentCoding.Identity"/> when the client
    /// accepts neither.</summary>
    /// <param name="accepted">The values of <c>Accept-Encoding</c>, e.g. <c>gzip, br;q=0.5</c>.</param>
    public static ContentCoding Best(StringValues accepted)
    {
        if (accepted.Count == 0 || !StringWithQualityHeaderValue.TryParseList(accepted, out var given))
        {
            return ContentCoding.Identity;
        }

        var gzip = Quality(given, "gzip");
        var brotli = Quality(given, "br");
        if (gzip <= 0 && brotli <= 0)
        {
            return ContentCoding.Identity;
        }

        return brotli >= gzip ? ContentCoding.Brotli : ContentCoding.Gzip;
    }

    /// <summary>The name in <c>Content-Encoding</c>; null for no compression.</summary>
    public static string? Name(this ContentCoding coding) => coding switch
    {
        ContentCoding.Gzip => "gzip",
        ContentCoding.Brotli => "br",
        _ => null,
    };

    private static double Quality(IList<StringWithQualityHeaderValue> given, string name)
    {
        var entry = given.FirstOrDefault(value => value.Value.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? given.FirstOrDefault(value => value.Value.Equals("*", StringComparison.Ordinal));
        return entry is null ? 0 : entry.Quality ?? 1;
    }
}
