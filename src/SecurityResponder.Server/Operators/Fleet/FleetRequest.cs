using System.Data.Common;
using SecurityResponder.Server.Http;
using SecurityResponder.Server.Pages;
using SecurityResponder.Server.Statistics;

namespace SecurityResponder.Server.Operators.Fleet;

/// <summary>What all requests about single clusters share.</summary>
internal static class FleetRequest
{
    /// <summary>The methods of pages.</summary>
    public static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    private static readonly Problem OtherSite = new(403, "Cross-site request", "expected the form of this port's own page");

    private static readonly Problem NoName = new(400, "Invalid name", "expected a cluster and a name of at most 80 characters", "name");

    /// <summary>The handler of an address. The store may be another machine's database: its errors become a page, not a 500.</summary>
    public static RequestDelegate Handler(RequestDelegate answerAsync, ILogger logger) =>
        context => RunAsync(context, answerAsync, logger);

    /// <summary>Whether a form was sent by this port's own page; answers the request if not.</summary>
    public static async Task<bool> IsOwnFormAsync(HttpContext context)
    {
        if (!SameOrigin.Sent(context.Request))
        {
            await OtherSite.SendAsync(context);
            return false;
        }

        return true;
    }

    /// <summary>Reads the form that names a cluster; null when it is invalid, and the request has been answered.</summary>
    public static async Task<ClusterName?> NamedAsync(HttpContext context)
    {
        if (!await IsOwnFormAsync(context))
        {
            return null;
        }

        var named = await ClusterName.ReadAsync(context.Request);
        if (named is null)
        {
            await NoName.SendAsync(context);
        }

        return named;
    }

    /// <summary>Leads to another page of this port. Reloading that page does not send the form again.</summary>
    public static void SeeOther(HttpContext context, string path)
    {
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = path;
    }

    private static async Task RunAsync(HttpContext context, RequestDelegate answerAsync, ILogger logger)
    {
        await Task.Yield();
        try
        {
            await answerAsync(context);
        }
        catch (Exception exception) when (exception is DbException or IOException or TimeoutException or OperationCanceledException)
        {
            if (context.Response.HasStarted || context.RequestAborted.IsCancellationRequested)
            {
                // The client must not take half a file for a whole one.
                context.Abort();
                return;
            }

            UnreadableFigures.Report(logger, exception);
            await PageProblems.NoFigures.SendLaterAsync(context);
        }
    }
}
