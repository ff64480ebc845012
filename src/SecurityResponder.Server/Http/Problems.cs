using System.Globalization;

namespace SecurityResponder.Server.Http;

/// <summary>Sends <see cref="Problem"/> as the response.</summary>
internal static class Problems
{
    private const int MinRetrySeconds = 5, MaxRetrySeconds = 25;

    /// <summary>A <c>Retry-After</c> of 5 to 25 s, random so that clients rejected together do not return together.</summary>
    public static string RetryAfter => Random.Shared.Next(MinRetrySeconds, MaxRetrySeconds + 1).ToString(CultureInfo.InvariantCulture);

    /// <summary>Sends the problem with its status code: as a page to a browser, as problem details to a program.</summary>
    public static Task SendAsync(this Problem problem, HttpContext context)
    {
        context.Response.StatusCode = problem.Status;
        if (context.Features.Get<ProblemPage>() is { } sendPageAsync)
        {
            return sendPageAsync(context, problem);
        }

        // With no cancellation token, a write to a client that has disconnected ends without an exception.
        return context.Response.WriteAsJsonAsync(problem, ProblemJsonContext.Default.Problem, Problem.ContentType, CancellationToken.None);
    }

    /// <summary>Sends the problem with <see cref="RetryAfter"/>.</summary>
    public static Task SendWithRetryAfterAsync(this Problem problem, HttpContext context)
    {
        context.Response.Headers.RetryAfter = RetryAfter;
        return problem.SendAsync(context);
    }
}
