using Microsoft.Extensions.Logging;
using SecurityResponder.Client.Http;
using SecurityResponder.Client.Settings;
using SecurityResponder.Protocol;

namespace SecurityResponder.Client.Checking;

/// <summary>Gets the feed for the assessment: the responder's answer to the report, or a configured feed without any report.</summary>
internal sealed class FeedSource(ClientOptions options, TimeProvider time, ILogger logger)
{
    /// <summary>Sends the report, or reads the configured feed.</summary>
    /// <param name="report">The report.</param>
    /// <param name="key">The key that must have signed a configured feed; null for none.</param>
    /// <param name="lastFeedAt">When the feed of the last run was generated; null when unknown.</param>
    /// <param name="cancellationToken">Cancels the requests.</param>
    public async Task<CheckOutcome> CheckAsync(
        ReportInput report, FeedKey? key, DateTimeOffset? lastFeedAt, CancellationToken cancellationToken)
    {
        using var http = new RetryingHttpClient(options.AttemptTimeout, ConfiguredRoots.Load(options), time, logger);
        return options.Feed is { } feed
            ? await new FeedClient(feed, key, lastFeedAt, time.GetUtcNow(), http).ReadAsync(cancellationToken)
            : await new ResponderClient(options.Endpoint, http, logger).CheckAsync(Report.ToJson(report), cancellationToken);
    }
}
