using SecurityResponder.Server.Answers;
using SecurityResponder.Server.Http;

namespace SecurityResponder.Server.Overload;

/// <summary>What a kubelet asks. A full disk is told in the log and in the metrics, not here: clusters still get their answers.</summary>
internal static class HealthEndpoint
{
    /// <summary><c>/livez</c> and Longhorn's <c>/v1/healthcheck</c>: 200 while the process lives. <c>/readyz</c>: 200 while it has a feed to
    /// answer from and is not about to stop, else 503.</summary>
    public static void MapHealth(this WebApplication responder)
    {
        var answers = responder.Services.GetRequiredService<CurrentAnswers>();
        var stopping = responder.Lifetime.ApplicationStopping;
        RequestDelegate live = _ => Task.CompletedTask;
        RequestDelegate ready = context => answers.Now is null ? AnswerProblems.NoFeed.SendWithRetryAfterAsync(context)
            : stopping.IsCancellationRequested ? OverloadProblems.Stopping.SendWithRetryAfterAsync(context)
            : Task.CompletedTask;
        responder.MapGet("/livez", live).DisableRateLimiting();
        responder.MapGet("/v1/healthcheck", live).DisableRateLimiting();
        responder.MapGet("/readyz", ready).DisableRateLimiting();
    }
}
