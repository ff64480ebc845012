using System.Net;
using System.Net.Http.Headers;

namespace SecurityResponder.Server.Answers;

/// <summary>A feed at an HTTPS URL, requested with its ETag (<see href="https://www.rfc-editor.org/rfc/rfc9110#field.if-none-match"/>):
/// an unchanged feed is answered without a body.</summary>
internal sealed class FeedUrl(Uri address, HttpClient http) : IFeedSource
{
    private EntityTagHeaderValue? _seen;
    private FeedDocument? _unsigned;

    public string Name => address.ToString();

    public TimeSpan Interval { get; } = TimeSpan.FromSeconds(10);

    /// <summary>The HTTP client for feeds: a time-out of 30 s and at most <see cref="FeedDocument.MaxBytes"/>.</summary>
    public static HttpClient NewClient() => new(new SocketsHttpHandler
    {
        AutomaticDecompression = DecompressionMethods.All,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    })
    {
        Timeout = TimeSpan.FromSeconds(30),
        MaxResponseContentBufferSize = FeedDocument.MaxBytes,
    };

    public async Task<FeedReadResult> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            if (_seen is not null)
            {
                request.Headers.IfNoneMatch.Add(_seen);
            }

            using var response = await http.SendAsync(request, cancellationToken);
            if (response.StatusCode == HttpStatusCode.NotModified)
            {
                return await CheckSignatureAsync(cancellationToken);
            }

            if (response.StatusCode != HttpStatusCode.OK)
            {
                return new FeedReadResult.Refused($"the answer is {(int)response.StatusCode}");
            }

            var bytes = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            var read = FeedDocument.Read(Name, bytes, await SignatureAsync(cancellationToken));
            // A rejected feed is also not downloaded again until it changes.
            _seen = response.Headers.ETag;
            _unsigned = read is FeedReadResult.Readable { Document: { Signature: null } document } ? document : null;
            return read;
        }
        // Any exception, e.g. for an invalid gzip body: an unhandled one would end the program.
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            return new FeedReadResult.Refused(exception is OperationCanceledException ? "no answer in time" : exception.Message);
        }
    }

    // The signature may be published after the feed.
    private async Task<FeedReadResult> CheckSignatureAsync(CancellationToken cancellationToken)
    {
        if (_unsigned is not { } document || await SignatureAsync(cancellationToken) is not { } signature)
        {
            return FeedReadResult.Unchanged.Instance;
        }

        _unsigned = null;
        return new FeedReadResult.Readable(document with { Signature = signature });
    }

    private async Task<byte[]?> SignatureAsync(CancellationToken cancellationToken)
    {
        var url = new UriBuilder(address) { Path = address.AbsolutePath + FeedDocument.SignatureSuffix }.Uri;
        using var response = await http.GetAsync(url, cancellationToken);
        return response.StatusCode switch
        {
            HttpStatusCode.OK => await response.Content.ReadAsByteArrayAsync(cancellationToken),
            HttpStatusCode.NotFound or HttpStatusCode.Gone => null,
            var status => throw new HttpRequestException($"the answer for the signature is {(int)status}"),
        };
    }
}
