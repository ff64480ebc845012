using SecurityResponder.Server.Answers;
using SecurityResponder.Server.Http;

namespace SecurityResponder.Server.Overload;

/// <summary>Health checks. A full disk does not fail them, since clusters still get their answers: it is logged and counted.</summary>
/// <remarks>Without rate limit and load shedding: behind some load balancers a kubelet and all clients have one address.</remarks>
internal static class HealthEndpoint
{
    /// <summary>Maps <c>/livez</c> (200 while the process runs) and <c>/readyz</c> (200 while there is a feed and the process is not
    /// stopping, else 503).</summary>
    /// <param name="listener">Where they are served.</param>
    /// <param name="responder">The responder whose health is checked.</param>
    public static void MapProbes(IEndpointRouteBuilder listener, IServiceProvider responder)
    {
        var answers = responder.GetRequiredService<CurrentAnswers>();
        var stopping = responder.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        Map(listener, "/livez", _ => Task.CompletedTask);
        Map(listener, "/readyz", context => answers.Now is null ? AnswerProblems.NoFeed.SendWithRetryAfterAsync(context)
            : stopping.IsCancellationRequested ? OverloadProblems.Stopping.SendWithRetryAfterAsync(context)
            : Task.CompletedTask);
    }

    /// <summary>Maps the same on the public listener, and Longhorn's <c>/v1/healthcheck</c>.</summary>
    public static void MapPublic(WebApplication responder)
    {
        MapProbes(responder, responder.Services);
        Map(responder, "/v1/healthcheck", _ => Task.CompletedTask);
    }

    // The connection ends with the answer: a flood of health checks must not occupy the connections.
    private static void Map(IEndpointRouteBuilder listener, string path, RequestDelegate answer) => listener.MapGet(path, context =>
    {
        context.Response.Headers.Connection = "close";
        return answer(context);
    }).DisableRateLimiting();
}
