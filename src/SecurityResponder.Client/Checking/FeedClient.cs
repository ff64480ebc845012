using System.Net.Http.Headers;
using SecurityResponder.Client.Settings;

namespace SecurityResponder.Client.Checking;

/// <summary>Reads a feed and tells nothing: a file, or a plain GET that is the same from every cluster.</summary>
/// <param name="place">A file, or an https address.</param>
/// <param name="key">Whose signature it must bear; null for none.</param>
/// <param name="lastSeen">When the feed of the last advice was made; null when that is not known.</param>
/// <param name="now">The time of the run.</param>
/// <param name="http">The way to an address.</param>
internal sealed class FeedClient(FeedPlace place, FeedKey? key, DateTimeOffset? lastSeen, DateTimeOffset now, PatientHttp http)
{
    private static readonly TimeSpan LargestSkew = TimeSpan.FromDays(1);

    // What a signature of P-256 has in base64 is 96 bytes.
    private const int MaxSignatureBytes = 1024;

    // The program's version stays out, too: it would tell clusters apart.
    private static readonly ProductInfoHeaderValue Name = new(new ProductHeaderValue("security-responder"));

    /// <summary>Reads it, and judges whom it is from.</summary>
    public async Task<CheckOutcome> ReadAsync(CancellationToken cancellationToken)
    {
        var pump = new FeedPump();
        var outcome = await OpenAsync(place, pump.ReadAsync, cancellationToken).ConfigureAwait(false);
        if (outcome is not Answered answered || key is null)
        {
            return outcome;
        }

        var signature = Array.Empty<byte>();
        var signed = await OpenAsync(place.Signature(), ReadSignatureAsync, cancellationToken).ConfigureAwait(false);
        return signed switch
        {
            Unreachable when place.Address is not null => signed,
            Unreachable or Rejected => new Unreadable($"it is not signed: there is no {place.Signature().Name}"),
            _ when !key.Verifies(pump.Hash, signature) => new Unreadable($"{place.Signature().Name} is no signature of it by the key that is set"),
            _ => InOrder(answered),
        };

        async Task<CheckOutcome> ReadSignatureAsync(Stream stream, int attempt, CancellationToken token)
        {
            var bytes = new byte[MaxSignatureBytes];
            signature = bytes[..await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, token).ConfigureAwait(false)];
            return answered;
        }
    }

    // An old feed is signed as well as a new one: whoever may not forge one could still bring back the day before a flaw was known.
    private CheckOutcome InOrder(Answered answered) => answered.Feed.GeneratedAt switch
    {
        null => new Unreadable("it is signed, but does not say when it was made: an older one could take its place"),
        { } made when made < lastSeen => new Unreadable($"it was made at {made:yyyy-MM-dd HH:mm}, before the one of {lastSeen:yyyy-MM-dd HH:mm} that was seen here"),
        { } made when made > now + LargestSkew => new Unreadable($"it was made at {made:yyyy-MM-dd HH:mm}, which is still to come: no later feed could follow it"),
        _ => answered,
    };

    private Task<CheckOutcome> OpenAsync(
        FeedPlace from, Func<Stream, int, CancellationToken, Task<CheckOutcome>> read, CancellationToken cancellationToken) =>
        from.Address is { } address
            ? http.ExchangeAsync(address, Get, async (content, attempt, token) =>
                await read(await content.ReadAsStreamAsync(token).ConfigureAwait(false), attempt, token).ConfigureAwait(false), cancellationToken)
            : FromFileAsync(from.Name, read, cancellationToken);

    private static async Task<CheckOutcome> FromFileAsync(
        string file, Func<Stream, int, CancellationToken, Task<CheckOutcome>> read, CancellationToken cancellationToken)
    {
        try
        {
            using var stream = File.OpenRead(file);
            return await read(stream, 1, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new Unreachable(File.Exists(file) ? "it cannot be read" : "there is no such file", 1);
        }
    }

    private static HttpRequestMessage Get(Uri address)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.UserAgent.Add(Name);
        return request;
    }
}
