using System.Net;
using Microsoft.Extensions.Logging;
using SecurityResponder.Client.Http;

namespace SecurityResponder.Client.Checking;

/// <summary>Creates the request for an address, which can be the target of a redirect.</summary>
internal delegate HttpRequestMessage CreateRequest(Uri address);

/// <summary>Reads a successful response.</summary>
/// <param name="content">The body.</param>
/// <param name="attempt">The number of the attempt, from 1.</param>
/// <param name="cancellationToken">Is cancelled when the attempt times out.</param>
internal delegate Task<CheckOutcome> ReadContent(HttpContent content, int attempt, CancellationToken cancellationToken);

/// <summary>Sends a request up to three times.</summary>
internal sealed partial class RetryingHttpClient(
    TimeSpan timeout, HttpMessageInvoker http, TimeProvider time, ILogger logger)
{
    // Limit for all attempts and waits together, well below the deadline of the chart's Job.
    private static readonly TimeSpan TotalTimeout = TimeSpan.FromMinutes(3);

    /// <summary>Sends a request until it is answered or a retry would not help.</summary>
    public async Task<CheckOutcome> SendAsync(
        Uri address, CreateRequest createRequest, ReadContent read, CancellationToken cancellationToken)
    {
        using var totalTimeout = new CancellationTokenSource(TotalTimeout, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(totalTimeout.Token, cancellationToken);
        for (var attempt = 1; ; attempt++)
        {
            var result = await AttemptAsync(address, createRequest, read, attempt, linked.Token);
            if (result is Completed completed)
            {
                return completed.Outcome;
            }

            var failed = (Failed)result;
            Log.AttemptFailed(logger, attempt, failed.Reason);
            if (RetrySchedule.Wait(attempt, failed.RetryAfter, Random.Shared.NextDouble()) is not { } wait
                || !await WaitAsync(wait, linked.Token))
            {
                return new Unreachable(failed.Reason, attempt);
            }
        }
    }

    private async Task<bool> WaitAsync(TimeSpan wait, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(wait, time, cancellationToken);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task<AttemptResult> AttemptAsync(
        Uri address, CreateRequest createRequest, ReadContent read, int attempt, CancellationToken cancellationToken)
    {
        using var attemptTimeout = new CancellationTokenSource(timeout, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(attemptTimeout.Token, cancellationToken);
        try
        {
            return await SendOnceAsync(address, createRequest, read, attempt, Redirect.MaxRedirects, linked.Token);
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
            var limit = cancellationToken.IsCancellationRequested ? TotalTimeout : timeout;
            return new Failed($"no complete answer within {limit.TotalSeconds:0} s", null);
        }
    }

    private async Task<AttemptResult> SendOnceAsync(
        Uri address, CreateRequest createRequest, ReadContent read, int attempt, int redirects, CancellationToken cancellationToken)
    {
        using var request = createRequest(address);
        using var response = await http.SendAsync(request, cancellationToken);

        switch ((int)response.StatusCode)
        {
            case >= 200 and < 300:
                return new Completed(await read(response.Content, attempt, cancellationToken));
            case 301 or 302 or 307 or 308 when redirects > 0 && Redirect.Target(address, response.Headers.Location) is { } target:
                return await SendOnceAsync(target, createRequest, read, attempt, redirects - 1, cancellationToken);
            case >= 300 and < 400:
                return new Completed(new Rejected($"{Status(response.StatusCode)}: {Redirect.Refusal(address, response)}"));
            case 408 or 429 or >= 500:
                return new Failed(Status(response.StatusCode), RetryAfter.Of(response, time));
            default:
                return new Completed(new Rejected(Status(response.StatusCode)) { IsNotFound = (int)response.StatusCode == 404 });
        }
    }

    private static string Status(HttpStatusCode status) => $"{(int)status} {status}";

    private static partial class Log
    {
        [LoggerMessage(202, LogLevel.Debug, "attempt failed")]
        public static partial void AttemptFailed(ILogger logger, int attempt, string reason);
    }
}
