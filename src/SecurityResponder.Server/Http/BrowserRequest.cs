using System.Net.Mime;
using Microsoft.Net.Http.Headers;

namespace SecurityResponder.Server.Http;

/// <summary>Sends a problem as a page.</summary>
internal delegate Task ProblemPage(HttpContext context, Problem problem);

/// <summary>Tells requests of browsers from those of programs.</summary>
internal static class BrowserRequest
{
    private static readonly PathString Api = new("/v1");

    /// <summary>Whether a request is for a page: it accepts HTML by name, and its path is not one of the API.</summary>
    public static bool IsForPage(HttpRequest request) =>
        !request.Path.StartsWithSegments(Api)
        && request.Headers.Accept is { Count: > 0 } accepted
        && MediaTypeHeaderValue.TryParseList(accepted, out var types)
        && types.Any(type => type is { Quality: null or > 0 }
            && type.MediaType.Equals(MediaTypeNames.Text.Html, StringComparison.OrdinalIgnoreCase));
}
