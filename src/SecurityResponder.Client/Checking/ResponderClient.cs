using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;
using SecurityResponder.Client.Http;
using SecurityResponder.Protocol;

namespace SecurityResponder.Client.Checking;

/// <summary>The door to the responder: one POST, tried at most three times.</summary>
internal sealed partial class ResponderClient(
    Uri endpoint, TimeSpan timeout, X509Certificate2Collection? roots, TimeProvider time, ILogger logger)
    : IDisposable
{
    private const int MaxAnswerBytes = 1 << 20;

    // Attempts and waits together; the chart ends the pod well after that.
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(3);

    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler
    {
        UseCookies = false,
        AllowAutoRedirect = false,
        MaxResponseHeadersLength = 64,
        SslOptions = { CertificateChainPolicy = roots is null ? null : TrustedRoots.ChainPolicy(roots) },
    });

    /// <summary>Sends the report and reads the answer.</summary>
    public async Task<CheckOutcome> CheckAsync(ReadOnlyMemory<byte> report, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(Deadline, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        Log.Sending(logger, endpoint.GetLeftPart(UriPartial.Path), report.Length);
        for (var attempt = 1; ; attempt++)
        {
            var ended = await AttemptAsync(report, attempt, linked.Token).ConfigureAwait(false);
            if (ended is Final final)
            {
                return final.Outcome;
            }

            var failed = (Failed)ended;
            Log.AttemptFailed(logger, attempt, failed.Reason);
            if (RetrySchedule.Wait(attempt, failed.RetryAfter, Random.Shared.NextDouble()) is not { } wait
                || !await WaitAsync(wait, linked.Token).ConfigureAwait(false))
            {
                return new Unreachable(failed.Reason, attempt);
            }
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<bool> WaitAsync(TimeSpan wait, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(wait, time, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task<Attempt> AttemptAsync(ReadOnlyMemory<byte> report, int number, CancellationToken cancellationToken)
    {
        using var once = new CancellationTokenSource(timeout, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(once.Token, cancellationToken);
        try
        {
            return await SendAsync(endpoint, report, number, Redirect.Most, linked.Token).ConfigureAwait(false);
        }
        catch (HttpRequestException exception)
        {
            return new Failed(ConnectionFault.Describe(exception), null);
        }
        catch (IOException)
        {
            return new Failed("the connection broke off in the middle of the answer", null);
        }
        catch (OperationCanceledException)
        {
            var limit = cancellationToken.IsCancellationRequested ? Deadline : timeout;
            return new Failed($"no complete answer within {limit.TotalSeconds:0} s", null);
        }
    }

    private async Task<Attempt> SendAsync(
        Uri address, ReadOnlyMemory<byte> report, int number, int redirects, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ReadOnlyMemoryContent(report) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.UserAgent.Add(UserAgent.Value);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        using var response = await _http.SendAsync(request, cancellationToken).ConfigureAwait(false);

        switch ((int)response.StatusCode)
        {
            case >= 200 and < 300:
                return new Final(await ReadAsync(response.Content, number, cancellationToken).ConfigureAwait(false));
            case 301 or 302 or 307 or 308 when redirects > 0 && Redirect.Target(address, response.Headers.Location) is { } target:
                return await SendAsync(target, report, number, redirects - 1, cancellationToken).ConfigureAwait(false);
            case >= 300 and < 400:
                return new Final(new Rejected($"{Status(response.StatusCode)}: {Redirect.Refusal(address, response)}"));
            case 408 or 429 or >= 500:
                return new Failed(Status(response.StatusCode), RetryAfter.Of(response, time));
            default:
                return new Final(new Rejected(Status(response.StatusCode)));
        }
    }

    private static async Task<CheckOutcome> ReadAsync(HttpContent content, int number, CancellationToken cancellationToken)
    {
        var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        var bytes = new byte[Math.Clamp(content.Headers.ContentLength ?? 64 << 10, 1, MaxAnswerBytes) + 1];
        var length = 0;
        for (int count; (count = await stream.ReadAsync(bytes.AsMemory(length), cancellationToken).ConfigureAwait(false)) > 0;)
        {
            length += count;
            if (length > MaxAnswerBytes)
            {
                return new Unreadable($"the answer is longer than {MaxAnswerBytes} bytes");
            }

            Array.Resize(ref bytes, length < bytes.Length ? bytes.Length : Math.Min(bytes.Length * 2, MaxAnswerBytes + 1));
        }

        return AnswerReader.Read(bytes.AsSpan(0, length)) switch
        {
            AnswerRead.Readable readable => new Answered(readable.Answer, number),
            AnswerRead.Unreadable unreadable => new Unreadable(unreadable.Reason),
            _ => new Unreadable("it is no answer"),
        };
    }

    private static string Status(HttpStatusCode status) => $"{(int)status} {status}";

    private static partial class Log
    {
        [LoggerMessage(201, LogLevel.Information, "sending data")]
        public static partial void Sending(ILogger logger, string endpoint, int bytes);

        [LoggerMessage(202, LogLevel.Debug, "attempt failed")]
        public static partial void AttemptFailed(ILogger logger, int attempt, string reason);
    }
}
