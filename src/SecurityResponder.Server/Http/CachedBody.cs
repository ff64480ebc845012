using System.IO.Compression;
using System.Net.Mime;
using Microsoft.Net.Http.Headers;

namespace SecurityResponder.Server.Http;

/// <summary>A response body that is sent many times. It is made once and compressed once per coding, on first use.</summary>
/// <param name="make">Makes the body.</param>
internal sealed class CachedBody(Func<byte[]> make)
{
    // Quality 9 of 11: 11 takes ten times as long for 3 % less, and the first request after a new feed waits for it.
    private const int BrotliQuality = 9;
    private const int BrotliWindow = 22;

    private readonly Lazy<byte[]> _plain = new(make);
    private Lazy<byte[]>? _gzip, _brotli;

    /// <summary>The body in a coding. Concurrent callers wait for the one that makes it.</summary>
    public byte[] In(ContentCoding coding) => coding switch
    {
        ContentCoding.Gzip => Once(ref _gzip, Gzipped),
        ContentCoding.Brotli => Once(ref _brotli, Brotlied),
        _ => _plain.Value,
    };

    /// <summary>Sends the body in the coding that the client prefers.</summary>
    /// <param name="context">The request.</param>
    /// <param name="type">The media type.</param>
    public async Task SendAsync(HttpContext context, string type = MediaTypeNames.Application.Json)
    {
        var coding = ContentCodings.Best(context.Request.Headers.AcceptEncoding);
        var body = In(coding);
        var response = context.Response;
        response.ContentType = type;
        response.ContentLength = body.Length;
        response.Headers.Vary = HeaderNames.AcceptEncoding;
        if (coding.Name() is { } name)
        {
            response.Headers.ContentEncoding = name;
        }

        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await response.BodyWriter.WriteAsync(body, context.RequestAborted);
        }
    }

    private static byte[] Once(ref Lazy<byte[]>? body, Func<byte[]> make) =>
        LazyInitializer.EnsureInitialized(ref body, () => new(make)).Value;

    private byte[] Gzipped()
    {
        var compressed = new MemoryStream();
        using (var stream = new GZipStream(compressed, CompressionLevel.SmallestSize))
        {
            stream.Write(_plain.Value);
        }

        return compressed.ToArray();
    }

    private byte[] Brotlied()
    {
        var compressed = new byte[BrotliEncoder.GetMaxCompressedLength(_plain.Value.Length)];
        return BrotliEncoder.TryCompress(_plain.Value, compressed, out var written, BrotliQuality, BrotliWindow)
            ? compressed[..written]
            : throw new InvalidOperationException($"brotli cannot compress {_plain.Value.Length} bytes");
    }
}
