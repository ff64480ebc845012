using System.Net.Http.Headers;
using SecurityResponder.Client.Settings;

namespace SecurityResponder.Client.Checking;

/// <summary>Reads a feed from a file or with a GET request that is the same for every cluster.</summary>
/// <param name="place">A file or an https address.</param>
/// <param name="key">The key that must have signed the feed; null for an unsigned feed.</param>
/// <param name="lastFeedAt">When the feed of the last run was generated; null when unknown.</param>
/// <param name="now">The time of the run.</param>
/// <param name="http">Fetches an address.</param>
internal sealed class FeedClient(FeedPlace place, FeedKey? key, DateTimeOffset? lastFeedAt, DateTimeOffset now, RetryingHttpClient http)
{
    private static readonly TimeSpan MaxClockSkew = TimeSpan.FromDays(1);

    // A P-256 signature has 96 bytes in base64.
    private const int MaxSignatureBytes = 1024;

    // Without the program's version, which would distinguish clusters.
    private static readonly ProductInfoHeaderValue UserAgent = new(new ProductHeaderValue("security-responder"));

    /// <summary>Reads the feed and verifies its signature.</summary>
    public async Task<CheckOutcome> ReadAsync(CancellationToken cancellationToken)
    {
        var reader = new FeedStreamReader();
        var outcome = await OpenAsync(place, reader.ReadAsync, cancellationToken);
        if (outcome is not Answered answered || key is null)
        {
            return outcome;
        }

        var signature = Array.Empty<byte>();
        var signed = await OpenAsync(place.Signature(), ReadSignatureAsync, cancellationToken);
        var name = place.Signature().Name;
        return signed switch
        {
            Unreachable when place.Address is not null => signed,
            Unreachable or Rejected => new Unreadable($"it is not signed: there is no {name}"),
            _ when !key.Verifies(reader.Hash, signature) => new Unreadable($"{name} is not a signature of it with the configured key"),
            _ => CheckTime(answered),
        };

        async Task<CheckOutcome> ReadSignatureAsync(Stream stream, int attempt, CancellationToken token)
        {
            var bytes = new byte[MaxSignatureBytes];
            signature = bytes[..await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, token)];
            return answered;
        }
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

    private Task<CheckOutcome> OpenAsync(
        FeedPlace from, Func<Stream, int, CancellationToken, Task<CheckOutcome>> read, CancellationToken cancellationToken) =>
        from.Address is { } address
            ? http.SendAsync(
                address,
                Get,
                async (content, attempt, token) => await read(await content.ReadAsStreamAsync(token), attempt, token),
                cancellationToken)
            : OpenFileAsync(from.Name, read, cancellationToken);

    private static async Task<CheckOutcome> OpenFileAsync(
        string file, Func<Stream, int, CancellationToken, Task<CheckOutcome>> read, CancellationToken cancellationToken)
    {
        try
        {
            using var stream = File.OpenRead(file);
            return await read(stream, 1, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new Unreachable(File.Exists(file) ? "the file cannot be read" : "no such file", 1);
        }
    }

    private static HttpRequestMessage Get(Uri address)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.UserAgent.Add(UserAgent);
        return request;
    }
}
