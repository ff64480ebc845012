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
using SecurityResponder.Server.Telemetry;

namespace SecurityResponder.Server.Checks;

/// <summary>Receives a report, stores it and answers it.</summary>
internal sealed class CheckEndpoint(
    ReportStore store, CurrentAnswers answers, RequestSchema? schema, Countries? countries, ReportQuotas quotas, IMeterFactory meters)
{
    private const string Form = "application/x-www-form-urlencoded";

    private readonly UnknownKeyCounter _unknownKeys = new(meters);

    private readonly Counter<long> _notRecorded = meters.Create(ResponderMeter.Name).CreateCounter<long>(
        "responder.report.not_recorded", "{report}", "Reports that were answered and not recorded, by reason.");

    private readonly Counter<long> _replaced = meters.Create(ResponderMeter.Name).CreateCounter<long>(
        "responder.report.replaced", "{report}", "Reports over the quota of their cluster that replaced the last one, by reason.");

    private readonly Counter<long> _shed = meters.Create(ResponderMeter.Name).CreateCounter<long>(
        "responder.report.shed", "{report}", "Reports that were answered with 503 and Retry-After.");

    // Large bodies being read.
    private int _large;

    /// <summary>Maps both paths of the endpoint.</summary>
    public void Map(WebApplication server)
    {
        RequestDelegate check = HandleAsync;
        server.MapPost("/v1/check", check).WithRequestTimeout(BodyTimeout.Policy);
        server.MapPost("/v1/checkupgrade", check).WithRequestTimeout(BodyTimeout.Policy);
    }

    private async Task HandleAsync(HttpContext context)
    {
        try
        {
            await (IsJson(context.Request) ? CheckAsync(context, isByHand: false)
                : IsOf(context.Request, Form) ? CheckAsync(context, isByHand: true)
                : WrongType.SendAsync(context));
        }
        // Kestrel would reject the request too, but log an unhandled exception for each. It does handle a body that ends before its
        // Content-Length: the client has disconnected.
        catch (BadHttpRequestException exception)
            when (exception.StatusCode != StatusCodes.Status400BadRequest || context.Request.ContentLength is null)
        {
            await (exception.StatusCode == StatusCodes.Status413PayloadTooLarge
                ? RequestBodyLimit.RejectAsync(context)
                : RejectBodyAsync(context, exception.StatusCode));
        }
        // Kestrel has no other exception for a chunk that is longer than 2 GiB.
        catch (IOException exception) when (exception.InnerException is OverflowException)
        {
            await RejectBodyAsync(context, StatusCodes.Status400BadRequest);
        }
        // The connection broke in the middle of the body: there is no client left to answer.
        catch (Exception exception) when (exception is ConnectionResetException or ConnectionAbortedException
            || exception.InnerException is ConnectionAbortedException)
        {
            context.Abort();
        }
    }

    private static Task RejectBodyAsync(HttpContext context, int status)
    {
        context.Response.Headers.Connection = "close";
        return new Problem(
            status, "Body not received", "the body arrived too slowly, or its chunked encoding is invalid").SendAsync(context);
    }

    private Task CheckAsync(HttpContext context, bool isByHand) =>
        context.Request.ContentLength is null or > KestrelLimits.UsualBodyBytes
            ? ReadLargeAsync(context, isByHand)
            : ReadAsync(context, isByHand);

    private async Task ReadLargeAsync(HttpContext context, bool isByHand)
    {
        try
        {
            if (Interlocked.Increment(ref _large) <= KestrelLimits.LargeBodies)
            {
                await ReadAsync(context, isByHand);
            }
            else
            {
                context.Response.Headers.Connection = "close";
                await ShedAsync(context, Busy);
            }
        }
        finally
        {
            Interlocked.Decrement(ref _large);
        }
    }

    private async Task ReadAsync(HttpContext context, bool isByHand)
    {
        var body = await context.Request.BodyReader.ReadAtLeastAsync(KestrelLimits.BodyBytes + 1, context.RequestAborted);
        var read = body.Buffer.Length > KestrelLimits.BodyBytes ? null : ReportReader.Read(body.Buffer, schema);
        var length = (int)body.Buffer.Length;
        context.Request.BodyReader.AdvanceTo(body.Buffer.End);
        await (read switch
        {
            // A form comes from curl without a content type, or from any web page that a browser shows.
            ReportReadResult.Readable { Report.Version: var version } when isByHand => AnswerAsync(context, version, "form"),
            ReportReadResult.Readable readable => StoreAndAnswerAsync(context, readable, length),
            ReportReadResult.WithoutVersion => AnswerAsync(context, null, "no_version"),
            ReportReadResult.Excluded { Version: var version } => AnswerAsync(context, version, "request_schema"),
            ReportReadResult.Malformed malformed => SendInvalidAsync(context, 400, "Malformed report", malformed.Field, malformed.Expected),
            ReportReadResult.InvalidValue value => SendInvalidAsync(context, 422, "Invalid value", value.Field, value.Expected),
            _ => RequestBodyLimit.RejectAsync(context),
        });
    }

    // A report that cannot be written is still answered: the store counts and logs the loss.
    private async Task StoreAndAnswerAsync(HttpContext context, ReportReadResult.Readable read, int length)
    {
        if (read.Unknown is { } unknown)
        {
            _unknownKeys.Add(unknown);
        }

        if (answers.Now is not { } now)
        {
            await ShedAsync(context, AnswerProblems.NoFeed);
        }
        else if (quotas.Decide(read.Report, context, length) is var decision && decision is QuotaDecision.NotRecorded over)
        {
            await AnswerAsync(context, read.Report.Version, Reason(over.Exceeded));
        }
        else
        {
            var outcome = await store.SaveAsync(read.Report, countries?.Of(context), isOverQuota: decision is QuotaDecision.Replaces);
            Count(outcome, decision);
            await (outcome == SaveOutcome.QueueFull ? ShedAsync(context, Busy) : now.For(read.Report.Version).SendAsync(context));
        }
    }

    private void Count(SaveOutcome outcome, QuotaDecision decision)
    {
        switch (decision)
        {
            case QuotaDecision.Replaces replaces when outcome == SaveOutcome.Saved:
                _replaced.Add(1, new KeyValuePair<string, object?>("reason", Reason(replaces.Exceeded)));
                break;

            // A report that is lost must not count: the next ones of the cluster shall be recorded.
            case QuotaDecision.Within within when outcome != SaveOutcome.Saved:
                within.TakeBack();
                break;
        }
    }

    // Answers a report that is not recorded.
    private Task AnswerAsync(HttpContext context, ReleaseVersion? version, string reason)
    {
        if (answers.Now is not { } now)
        {
            return ShedAsync(context, AnswerProblems.NoFeed);
        }

        _notRecorded.Add(1, new KeyValuePair<string, object?>("reason", reason));
        return now.For(version).SendAsync(context);
    }

    private static string Reason(Quota quota) => quota switch
    {
        Quota.ClusterReports => "cluster_reports",
        Quota.ClusterBytes => "cluster_bytes",
        _ => "new_clusters",
    };

    private Task ShedAsync(HttpContext context, Problem problem)
    {
        _shed.Add(1);
        return problem.SendWithRetryAfterAsync(context);
    }

    private static bool IsJson(HttpRequest request) => IsOf(request, MediaTypeNames.Application.Json);

    // Nearly all clients send the plain name of the type, which need not be taken apart.
    private static bool IsOf(HttpRequest request, string mediaType) =>
        request.Headers.ContentEncoding.Count == 0 && (request.ContentType == mediaType || IsOf(request.ContentType, mediaType));

    private static bool IsOf(string? contentType, string mediaType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type)
        && type.MediaType.Equals(mediaType, StringComparison.OrdinalIgnoreCase)
        && (!type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase));

    private static Problem Busy { get; } = new(503, "Busy", "too many reports are waiting to be written; this report was not stored");

    private static Problem WrongType { get; } =
        new(415, "Unsupported media type", "expected Content-Type: application/json in UTF-8, not compressed");

    private static Task SendInvalidAsync(HttpContext context, int status, string title, string field, string expected) =>
        new Problem(status, title, $"{field}: expected {expected}", field).SendAsync(context);
}
