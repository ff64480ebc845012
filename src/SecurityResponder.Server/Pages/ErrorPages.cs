using System.Collections.Concurrent;
using SecurityResponder.Server.Http;

namespace SecurityResponder.Server.Pages;

/// <summary>Sends problems as pages to browsers. Programs get problem details, also for an unknown address or method.</summary>
/// <param name="navigation">The port's navigation.</param>
internal sealed class ErrorPages(Navigation navigation)
{
    // No problem of a page contains text of a request, so their number is small.
    private readonly ConcurrentDictionary<Problem, Task<CachedBody>> _rendered = [];

    /// <summary>Adds them to the pipeline of a port.</summary>
    public static void Use(WebApplication port, Navigation navigation)
    {
        var pages = new ErrorPages(navigation);
        port.Use(next => context => pages.RunAsync(context, next));
    }

    private Task RunAsync(HttpContext context, RequestDelegate next)
    {
        if (BrowserRequest.IsForPage(context.Request))
        {
            context.Features.Set<ProblemPage>(SendAsync);
        }

        // Most requests have an endpoint, which sends its own problems.
        return context.GetEndpoint() is RouteEndpoint ? next(context) : ExplainAsync(context, next);
    }

    // Routing sends a status without a body.
    private static async Task ExplainAsync(HttpContext context, RequestDelegate next)
    {
        await next(context);
        if (context.Response is { HasStarted: false, ContentType: null, ContentLength: null } response)
        {
            await (response.StatusCode switch
            {
                StatusCodes.Status404NotFound => PageProblems.NoPage.SendAsync(context),
                StatusCodes.Status405MethodNotAllowed => PageProblems.NoMethod.SendAsync(context),
                _ => Task.CompletedTask,
            });
        }
    }

    private async Task SendAsync(HttpContext context, Problem problem)
    {
        var page = await _rendered.GetOrAdd(problem, _ => PageRenderer.RenderAsync(MessagePage.Create(Message(problem))));
        if (problem.Status == StatusCodes.Status401Unauthorized)
        {
            SecurityHeaders.ForPageWithoutFiles(context.Response);
        }
        else
        {
            SecurityHeaders.ForPage(context.Response);
        }

        await PageRenderer.SendPlainAsync(context, page);
    }

    // Without credentials, the browser cannot load the style sheet either: it is part of the page then.
    private MessageModel Message(Problem problem) => problem.Status == StatusCodes.Status401Unauthorized
        ? new MessageModel(navigation.Layout(problem.Title, "").Unauthorized(), problem.Title, problem.Detail, [])
        : new MessageModel(navigation.Layout(problem.Title, ""), problem.Title, problem.Detail, [.. navigation.Links]);
}
