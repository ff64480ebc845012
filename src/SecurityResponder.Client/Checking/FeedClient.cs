using SecurityResponder.Client.Settings;
using SecurityResponder.Signatures;

namespace SecurityResponder.Client.Checking;

/// <summary>Reads a feed and checks its signature and its age.</summary>
/// <param name="place">A file or an https address.</param>
/// <param name="key">The key that must have signed the feed; null for an unsigned feed.</param>
/// <param name="lastFeedAt">When the feed of the last run was generated; null when unknown.</param>
/// <param name="now">The time of the run.</param>
/// <param name="http">Fetches an address.</param>
internal sealed class FeedClient(
    FeedPlace place, VerificationKey? key, DateTimeOffset? lastFeedAt, DateTimeOffset now, RetryingHttpClient http)
{
    private static readonly TimeSpan MaxClockSkew = TimeSpan.FromDays(1);

    private readonly FeedFetcher _fetcher = new(http);

    /// <summary>Reads the feed and verifies its signature.</summary>
    public async Task<CheckOutcome> ReadAsync(CancellationToken cancellationToken)
    {
        var reader = new FeedStreamReader();
        var outcome = await _fetcher.OpenAsync(place, reader.ReadAsync, cancellationToken);
        if (outcome is not Answered answered || key is null)
        {
            return outcome;
        }

        return await new FeedSignatureClient(place, key, _fetcher).VerifyAsync(reader.Hash, cancellationToken) ?? CheckTime(answered);
    }

    // The signature of an old feed stays valid. Without this check, a mirror could return to a feed without the latest advisories.
    private CheckOutcome CheckTime(Answered answered) => answered.Feed.GeneratedAt switch
    {
        null => new Unreadable("it is signed, but does not say when it was generated, so an older feed could replace it"),
        { } generated when generated < lastFeedAt =>
            new Unreadable($"it was generated at {Minute(generated)}, before the last feed, which was generated at {Minute(lastFeedAt)}"),
        { } generated when generated > now + MaxClockSkew =>
            new Unreadable($"it was generated at {Minute(generated)}, which is in the future"),
        _ => answered,
    };

    private static string Minute(DateTimeOffset? time) => $"{time:yyyy-MM-dd HH:mm}";
}
