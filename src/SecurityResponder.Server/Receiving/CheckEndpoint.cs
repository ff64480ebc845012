using System.Net.Mime;
using Microsoft.Net.Http.Headers;
using SecurityResponder.Server.Answering;
using SecurityResponder.Server.Storing;

namespace SecurityResponder.Server.Receiving;

/// <summary>Takes a report, keeps it, answers it.</summary>
internal sealed class CheckEndpoint(ReportStore store, CurrentAnswers answers)
{
    /// <summary>A report is under 1 KB; this is room for years.</summary>
    public const int LargestBodyBytes = 64 * 1024;

    /// <summary>Both paths of the wire, and Longhorn's health check.</summary>
    public static void Map(WebApplication responder)
    {
        RequestDelegate check = context => context.RequestServices.GetRequiredService<CheckEndpoint>().HandleAsync(context);
        RequestDelegate healthy = _ => Task.CompletedTask;
        responder.MapPost("/v1/check", check);
        responder.MapPost("/v1/checkupgrade", check);
        responder.MapGet("/v1/healthcheck", healthy);
    }

    private async Task HandleAsync(HttpContext context)
    {
        try
        {
            await (IsJson(context.Request)
                ? CheckAsync(context)
                : WrongType.SendAsync(context));
        }
        // Kestrel's word for a body that is too large, too slow or cut off: it knows the status.
        catch (BadHttpRequestException e)
        {
            await (e.StatusCode == 413 ? TooLarge : new Problem(e.StatusCode, "Unreadable request", e.Message)).SendAsync(context);
        }
    }

    private async Task CheckAsync(HttpContext context)
    {
        if (context.Request.ContentLength > LargestBodyBytes)
        {
            await TooLarge.SendAsync(context);
            return;
        }

        var body = await context.Request.BodyReader.ReadAtLeastAsync(LargestBodyBytes + 1, context.RequestAborted);
        var read = body.Buffer.Length > LargestBodyBytes ? null : ReportReader.Read(body.Buffer);
        context.Request.BodyReader.AdvanceTo(body.Buffer.End);
        await (read switch
        {
            ReportRead.Readable readable => AnswerAsync(context, readable.Report),
            ReportRead.Malformed malformed => Refused(400, "Malformed report", malformed.Field, malformed.Expected).SendAsync(context),
            ReportRead.OutOfSchema value => Refused(422, "Value outside the schema", value.Field, value.Expected).SendAsync(context),
            _ => TooLarge.SendAsync(context),
        });
    }

    // Kept or not, the cluster gets its answer: the store counts and tells what it loses.
    private async Task AnswerAsync(HttpContext context, ClusterReport report)
    {
        if (answers.Now is not { } now)
        {
            await Refusal.NoFeed.SendLaterAsync(context);
            return;
        }

        await store.KeepAsync(report);
        await now.For(report.Version).SendAsync(context);
    }

    private static bool IsJson(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals(MediaTypeNames.Application.Json, StringComparison.OrdinalIgnoreCase)
        && (!type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase))
        && request.Headers.ContentEncoding.Count == 0;

    private static Problem WrongType { get; } =
        new(415, "Unsupported media type", "expected Content-Type: application/json in UTF-8, not compressed");

    private static Problem TooLarge { get; } = new(413, "Report too large", $"expected at most {LargestBodyBytes} bytes");

    private static Problem Refused(int status, string title, string field, string expected) =>
        new(status, title, $"{field}: expected {expected}", field);
}
