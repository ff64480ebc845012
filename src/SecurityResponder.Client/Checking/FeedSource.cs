using Microsoft.Extensions.Logging;
using SecurityResponder.Client.Http;
using SecurityResponder.Client.Kubernetes;
using SecurityResponder.Client.Settings;
using SecurityResponder.Protocol;
using SecurityResponder.Signatures;

namespace SecurityResponder.Client.Checking;

/// <summary>Gets the feed for the assessment: the responder's answer to the report, or a configured feed.</summary>
/// <param name="options">The endpoint or the feed.</param>
/// <param name="network">Creates the HTTP client.</param>
/// <param name="reports">The status object in the cluster; null for a dump.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">The log.</param>
internal sealed class FeedSource(
    ClientOptions options, HttpInvokerFactory network, SecurityReportStore? reports, TimeProvider time, ILogger logger)
{
    /// <summary>Sends the report, reads the configured feed, or both.</summary>
    /// <param name="report">The report.</param>
    /// <param name="key">The key that must have signed a configured feed; null for none.</param>
    /// <param name="cancellationToken">Cancels the requests.</param>
    public async Task<CheckOutcome> CheckAsync(ReportInput report, VerificationKey? key, CancellationToken cancellationToken)
    {
        // A feed in a file needs no connection.
        using var invoker = network.Create(usesTls: options.Feed is not { Address: null } || options.ReportsBesideFeed);
        var http = new RetryingHttpClient(options.AttemptTimeout, invoker, time, logger);
        if (options.Feed is not { } feed)
        {
            return await ReportAsync(report, http, cancellationToken);
        }

        var isReported = !options.ReportsBesideFeed || await TryReportAsync(report, http, cancellationToken);
        var lastFeedAt = key is null ? null : await LastFeedAtAsync(cancellationToken);
        var outcome = await new FeedClient(feed, key, lastFeedAt, time.GetUtcNow(), http).ReadAsync(cancellationToken);
        return outcome is Answered answered ? answered with { LacksReport = !isReported } : outcome;
    }

    private Task<CheckOutcome> ReportAsync(ReportInput report, RetryingHttpClient http, CancellationToken cancellationToken) =>
        new ResponderClient(options.Endpoint, http, logger).CheckAsync(Report.ToJson(report), cancellationToken);

    // The answer is not used: the feed decides the result.
    private async Task<bool> TryReportAsync(ReportInput report, RetryingHttpClient http, CancellationToken cancellationToken)
    {
        var log = CheckLog.OfReport(options, network.Proxy, logger);
        var outcome = await ReportAsync(report, http, cancellationToken);
        if (outcome is not Answered answered)
        {
            log.Failed(outcome);
            return false;
        }

        log.Received(answered);
        log.Done(answered);
        return true;
    }

    // Null when the status object is switched off, does not exist yet or cannot be read.
    private async Task<DateTimeOffset?> LastFeedAtAsync(CancellationToken cancellationToken) =>
        reports is not null && options.Notify.HasFlag(NotifyChannels.Status)
            ? (await reports.ReadAsync(cancellationToken)).FeedGeneratedAt
            : null;
}
