using System.Diagnostics.Metrics;
using System.Net.Mime;
using Microsoft.AspNetCore.Connections;
using Microsoft.Net.Http.Headers;
using SecurityResponder.Releases;
using SecurityResponder.Server.Answers;
using SecurityResponder.Server.Http;
using SecurityResponder.Server.Overload;
using SecurityResponder.Server.Reports;
using SecurityResponder.Server.Storage;
using SecurityResponder.Server.Storage.Sqlite;

namespace SecurityResponder.Server.Checks;

/// <summary>Takes a report, keeps it, answers it.</summary>
internal sealed class CheckEndpoint(
    ReportStore store, CurrentAnswers answers, RequestSchema? schema, Countries? countries, IMeterFactory meters)
{
    private readonly Counter<long> _unknownKeys = meters.Create(Responder.MeterName).CreateCounter<long>(
        "responder.report.unknown_keys", "{key}", "Keys of reports that nobody knows; they were dropped unread.");

    private readonly Counter<long> _shed = meters.Create(Responder.MeterName).CreateCounter<long>(
        "responder.report.shed", "{report}", "Reports that were sent away to come back later.");

    private int _large;

    /// <summary>Both paths of the wire.</summary>
    public static void Map(WebApplication responder)
    {
        RequestDelegate check = context => context.RequestServices.GetRequiredService<CheckEndpoint>().HandleAsync(context);
        responder.MapPost("/v1/check", check);
        responder.MapPost("/v1/checkupgrade", check);
    }

    private async Task HandleAsync(HttpContext context)
    {
        try
        {
            await (IsJson(context.Request)
                ? CheckAsync(context)
                : WrongType.SendAsync(context));
        }
        // Kestrel would refuse it too, but call it a fault of this program, in a line of the log for each. A body with a length that ends
        // too soon is Kestrel's all the same: nobody is there any more to be answered.
        catch (BadHttpRequestException exception) when (exception.StatusCode != StatusCodes.Status400BadRequest || context.Request.ContentLength is null)
        {
            await (exception.StatusCode == StatusCodes.Status413PayloadTooLarge ? RequestBodyLimit.RefuseAsync(context) : BreakOffAsync(context, exception.StatusCode));
        }
        // It was shown out in the middle of its body, so that others have room.
        catch (OperationCanceledException exception) when (exception.InnerException is ConnectionAbortedException)
        {
        }
    }

    private static Task BreakOffAsync(HttpContext context, int status)
    {
        context.Response.Headers.Connection = "close";
        return new Problem(status, "Body not received", "the body came too slowly, or is not in chunks as it says").SendAsync(context);
    }

    private async Task CheckAsync(HttpContext context)
    {
        var isLarge = context.Request.ContentLength is null or > KestrelLimits.UsualBodyBytes;
        try
        {
            if (!isLarge || Interlocked.Increment(ref _large) <= KestrelLimits.LargeBodies)
            {
                await TakeInAsync(context);
            }
            else
            {
                context.Response.Headers.Connection = "close";
                await ShedAsync(context, Problems.Busy);
            }
        }
        finally
        {
            if (isLarge)
            {
                Interlocked.Decrement(ref _large);
            }
        }
    }

    private async Task TakeInAsync(HttpContext context)
    {
        // Kestrel itself ends this read when the sender hangs up.
        var body = await context.Request.BodyReader.ReadAtLeastAsync(KestrelLimits.BodyBytes + 1, CancellationToken.None);
        var read = body.Buffer.Length > KestrelLimits.BodyBytes ? null : ReportReader.Read(body.Buffer, schema);
        context.Request.BodyReader.AdvanceTo(body.Buffer.End);
        Guest.Asks(context);
        await (read switch
        {
            ReportReadResult.Readable readable => KeepAndAnswerAsync(context, readable),
            ReportReadResult.NotToBeKept { Version: var version } => AnswerAsync(context, version),
            ReportReadResult.Malformed malformed => Refused(400, "Malformed report", malformed.Field, malformed.Expected).SendAsync(context),
            ReportReadResult.OutOfSchema value => Refused(422, "Value outside the schema", value.Field, value.Expected).SendAsync(context),
            _ => RequestBodyLimit.RefuseAsync(context),
        });
    }

    // Lost or not, the cluster gets its answer: the store counts and tells what it loses. Who is sent away has lost nothing.
    private async Task KeepAndAnswerAsync(HttpContext context, ReportReadResult.Readable read)
    {
        if (read.UnknownKeys > 0)
        {
            _unknownKeys.Add(read.UnknownKeys);
        }

        if (answers.Now is not { } now)
        {
            await ShedAsync(context, Problems.NoFeed);
        }
        else if (await store.SaveAsync(read.Report, countries?.Of(context)) == SaveOutcome.QueueFull)
        {
            await ShedAsync(context, Problems.Busy);
        }
        else
        {
            await now.For(read.Report.Version).SendAsync(context);
        }
    }

    private Task AnswerAsync(HttpContext context, ReleaseVersion version) =>
        answers.Now is { } now ? now.For(version).SendAsync(context) : ShedAsync(context, Problems.NoFeed);

    private Task ShedAsync(HttpContext context, Problem problem)
    {
        _shed.Add(1);
        return problem.SendLaterAsync(context);
    }

    private static bool IsJson(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals(MediaTypeNames.Application.Json, StringComparison.OrdinalIgnoreCase)
        && (!type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase))
        && request.Headers.ContentEncoding.Count == 0;

    private static Problem WrongType { get; } =
        new(415, "Unsupported media type", "expected Content-Type: application/json in UTF-8, not compressed");

    private static Problem Refused(int status, string title, string field, string expected) =>
        new(status, title, $"{field}: expected {expected}", field);
}
