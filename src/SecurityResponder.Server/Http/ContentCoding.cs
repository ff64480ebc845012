using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace SecurityResponder.Server.Http;

/// <summary>How a body is compressed.</summary>
internal enum ContentCoding
{
    /// <summary>Not.</summary>
    Identity,

    /// <summary>By gzip.</summary>
    Gzip,

    /// <summary>By brotli.</summary>
    Brotli,
}

/// <summary>Picks what both sides can do (<see href="https://www.rfc-editor.org/rfc/rfc9110#field.accept-encoding"/>).</summary>
internal static class ContentCodings
{
    /// <summary>The coding that the asker likes best, the smaller of equals; <see cref="ContentCoding.Identity"/> where it names none
    /// that is known, since an answer that it has to refuse is better than none.</summary>
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

    /// <summary>Its name in <c>Content-Encoding</c>; null for none.</summary>
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
