using SecurityResponder.Server.Http;

namespace SecurityResponder.Server.Pages;

/// <summary>The problems of requests for pages. A browser gets them as a page, see <see cref="ErrorPages"/>.</summary>
internal static class PageProblems
{
    private const string RetrySeconds = "30";

    /// <summary>The feed does not list the release.</summary>
    public static Problem NoRelease { get; } = new(404, "Release not found",
        "The feed of this responder does not list this release. This says nothing about its security: "
        + "the release may be newer than the feed, a fork or misspelled.");

    /// <summary>There is nothing at the address.</summary>
    public static Problem NoPage { get; } = new(404, "Page not found", "There is nothing at this address.");

    /// <summary>The address does not allow the method.</summary>
    public static Problem NoMethod { get; } = new(405, "Method not allowed", "This address cannot be used with this method.");

    /// <summary>The store has no report of a cluster.</summary>
    public static Problem NoCluster { get; } = new(404, "Cluster not found",
        "No report of this cluster is stored. It may not have reported yet, or its reports are older than the retention period.");

    /// <summary>The store cannot be read, or too many requests wait for it.</summary>
    public static Problem NoFigures { get; } = new(503, "Figures unavailable",
        "The figures cannot be read at the moment. Clusters still get their answers. Try again in 30 seconds.");

    /// <summary>No feed has been loaded yet.</summary>
    public static Problem NoFeed { get; } = new(503, "No feed yet",
        "This responder has no feed yet, so nothing is known about releases. Try again when a feed has been loaded.");

    /// <summary>Sends a problem that will be over in half a minute.</summary>
    public static Task SendLaterAsync(this Problem problem, HttpContext context)
    {
        context.Response.Headers.RetryAfter = RetrySeconds;
        return problem.SendAsync(context);
    }
}
