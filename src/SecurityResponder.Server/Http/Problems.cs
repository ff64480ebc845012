using System.Globalization;

namespace SecurityResponder.Server.Http;

/// <summary>Answers that say no, and how they are sent.</summary>
internal static class Problems
{
    private const int SoonestSeconds = 5;
    private const int LatestSeconds = 25;

    /// <summary>There is nothing to answer from.</summary>
    public static Problem NoFeed { get; } = new(503, "No feed yet", "the responder has not yet read what it answers from; nothing was kept");

    /// <summary>As many reports wait for the disk as may.</summary>
    public static Problem Busy { get; } = new(503, "Busy", "too many reports wait to be written; this one was not kept");

    /// <summary>More requests come than can be served.</summary>
    public static Problem Overloaded { get; } = new(503, "Busy", "the responder is overloaded; nothing was read");

    /// <summary>The program is about to end.</summary>
    public static Problem Stopping { get; } = new(503, "Stopping", "the responder is about to stop");

    /// <summary>No figure has that name.</summary>
    public static Problem NoFigure { get; } = new(404, "No such figure", "expected /figures/NAME.csv or /figures/NAME.json");

    /// <summary>The store cannot be asked, or too many ask.</summary>
    public static Problem NoFigures { get; } = new(503, "No figures just now", "the figures cannot be read at the moment; clusters get their answers");

    /// <summary>A form came from a page of somebody else.</summary>
    public static Problem OtherSite { get; } = new(403, "Not from here", "expected the form of this port's own page");

    /// <summary>A form does not name a cluster.</summary>
    public static Problem NoName { get; } = new(400, "No name", "expected a cluster and a name of at most 80 characters", "name");

    /// <summary>Nobody signed the feed.</summary>
    public static Problem NoSignature { get; } = new(404, "No signature", "no signature lies beside the feed");

    // Without a token of its own, the write is given up quietly when the asker hangs up.
    /// <summary>Says no.</summary>
    public static Task SendAsync(this Problem problem, HttpContext context)
    {
        context.Response.StatusCode = problem.Status;
        return context.Response.WriteAsJsonAsync(problem, ProblemJsonContext.Default.Problem, Problem.ContentType, CancellationToken.None);
    }

    /// <summary>Says not now, in 5 to 25 s: spread, so that those who were sent away together do not come back together.</summary>
    public static Task SendLaterAsync(this Problem problem, HttpContext context)
    {
        context.Response.Headers.RetryAfter = LaterSeconds();
        return problem.SendAsync(context);
    }

    private static string LaterSeconds() => Random.Shared.Next(SoonestSeconds, LatestSeconds + 1).ToString(CultureInfo.InvariantCulture);
}
