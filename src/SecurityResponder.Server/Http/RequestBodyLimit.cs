using Microsoft.AspNetCore.Http.Features;

namespace SecurityResponder.Server.Http;

/// <summary>Refuses large bodies by what they say of themselves, on every path, before any of it is read.</summary>
/// <remarks>A body that hides its length (chunked) is cut off by Kestrel at <see cref="KestrelLimits.BodyBytes"/>, wherever it is by
/// then; its connection gets no second request, since nobody can tell the sender where the first ended.</remarks>
internal static class RequestBodyLimit
{
    private static readonly Problem TooLarge = new(413, "Report too large", $"expected at most {KestrelLimits.BodyBytes} bytes");

    /// <summary>Puts it before everything else.</summary>
    public static void Use(WebApplication responder) => responder.Use(next => context =>
    {
        if (context.Request.ContentLength > KestrelLimits.BodyBytes)
        {
            return RefuseAsync(context);
        }

        if (context.Request.ContentLength is null && context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true)
        {
            context.Response.Headers.Connection = "close";
        }

        return next(context);
    });

    /// <summary>Refuses one and ends the connection: what follows on it is a body that is not worth reading.</summary>
    public static Task RefuseAsync(HttpContext context)
    {
        context.Response.Headers.Connection = "close";
        return TooLarge.SendAsync(context);
    }
}
