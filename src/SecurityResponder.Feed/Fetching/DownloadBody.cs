using System.Globalization;
using System.Net;
using System.Security.Cryptography;

namespace SecurityResponder.Feed.Fetching;

/// <summary>Writes the body of an answer to a file, within limits.</summary>
internal static class DownloadBody
{
    private const int BufferBytes = 64 << 10;

    /// <summary>What an answer means. The body of a 200 is written.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="target">The file.</param>
    /// <param name="limits">The limits.</param>
    /// <param name="idle">Canceled when nothing arrives.</param>
    /// <exception cref="HttpRequestException">The connection broke off.</exception>
    /// <exception cref="OperationCanceledException">A deadline passed.</exception>
    public static async Task<DownloadOutcome> ReadAsync(
        HttpResponseMessage response, string target, DownloadLimits limits, CancellationTokenSource idle)
    {
        if (response.StatusCode == HttpStatusCode.NotModified)
        {
            return new DownloadOutcome.NotModified();
        }

        if (response.StatusCode != HttpStatusCode.OK)
        {
            return Refused(response);
        }

        var sha256 = response.Content.Headers.ContentLength > limits.MaxBytes ? null
            : await WriteAsync(response, target, limits, idle);
        return sha256 is null
            ? new DownloadOutcome.Failed(
                string.Create(CultureInfo.InvariantCulture, $"the content has more than {limits.MaxBytes} bytes"), IsTransient: false)
            : new DownloadOutcome.Downloaded(ValidatorsOf(response), sha256);
    }

    // Null when the content is too large.
    private static async Task<string?> WriteAsync(
        HttpResponseMessage response, string target, DownloadLimits limits, CancellationTokenSource idle)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var body = await response.Content.ReadAsStreamAsync(idle.Token);
        await using var file = new FileStream(target, FileMode.Create, FileAccess.Write);
        var buffer = new byte[BufferBytes];
        while (true)
        {
            idle.CancelAfter(limits.IdleTimeout);
            var count = await ReadAsync(body, buffer, idle.Token);
            if (count == 0)
            {
                file.Flush(flushToDisk: true);
                return Convert.ToHexStringLower(hash.GetCurrentHash());
            }

            if (file.Length + count > limits.MaxBytes)
            {
                return null;
            }

            hash.AppendData(buffer, 0, count);
            file.Write(buffer, 0, count);
        }
    }

    private static async Task<int> ReadAsync(Stream body, byte[] buffer, CancellationToken idle)
    {
        try
        {
            return await body.ReadAsync(buffer, idle);
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException)
        {
            throw new HttpRequestException(HttpRequestError.ResponseEnded, "the answer is incomplete", exception);
        }
    }

    private static DownloadOutcome.Failed Refused(HttpResponseMessage response)
    {
        var status = (int)response.StatusCode;
        var header = response.Headers.RetryAfter;
        var wait = header?.Delta ?? header?.Date - DateTimeOffset.UtcNow;
        return new DownloadOutcome.Failed(
            string.Create(CultureInfo.InvariantCulture, $"the server answered {status}"),
            status is 408 or 429 or >= 500,
            wait < TimeSpan.Zero ? TimeSpan.Zero : wait);
    }

    // As the server wrote them: they are only sent back.
    private static Validators ValidatorsOf(HttpResponseMessage response) => new(
        response.Headers.NonValidated.TryGetValues("ETag", out var tag) ? tag.ToString() : null,
        response.Content.Headers.NonValidated.TryGetValues("Last-Modified", out var date) ? date.ToString() : null);
}
