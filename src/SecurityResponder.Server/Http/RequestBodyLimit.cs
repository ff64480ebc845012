using Microsoft.AspNetCore.Http.Features;

namespace SecurityResponder.Server.Http;

/// <summary>Rejects a request whose <c>Content-Length</c> is above the limit, on every path, before its body is read.</summary>
/// <remarks>Kestrel stops a chunked body at <see cref="KestrelLimits.BodyBytes"/>. Its connection takes no second request, because the
/// end of the first body is unknown.</remarks>
internal static class RequestBodyLimit
{
    private static readonly Problem TooLarge = new(413, "Report too large", $"expected at most {KestrelLimits.BodyBytes} bytes");

    /// <summary>Adds the check to the pipeline.</summary>
    public static void UseRequestBodyLimit(this WebApplication server) => server.Use(next => context =>
    {
        if (context.Request.ContentLength > KestrelLimits.BodyBytes)
        {
            return RejectAsync(context);
        }

        if (context.Request.ContentLength is null && context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true)
        {
            context.Response.Headers.Connection = "close";
        }

        return next(context);
    });

    /// <summary>Rejects a request and closes its connection, so that the rest of the body is not read.</summary>
    public static Task RejectAsync(HttpContext context)
    {
        context.Response.Headers.Connection = "close";
        return TooLarge.SendAsync(context);
    }
}
