using Microsoft.AspNetCore.Http.Timeouts;
using SecurityResponder.Server.Http;

namespace SecurityResponder.Server.Overload;

/// <summary>The time-out of endpoints that read a body: 408 when the body is not there by then.</summary>
internal static class BodyTimeout
{
    private static readonly Problem TooSlow = new(408, "Body not received", "the body came too slowly");

    /// <summary>The policy. A report has about 1 KB: 30 s are enough for any line on which the minimum data rate holds.</summary>
    public static RequestTimeoutPolicy Policy { get; } = new()
    {
        Timeout = TimeSpan.FromSeconds(30),
        TimeoutStatusCode = TooSlow.Status,
        WriteTimeoutResponse = context =>
        {
            context.Response.Headers.Connection = "close";
            return TooSlow.SendAsync(context);
        },
    };
}
