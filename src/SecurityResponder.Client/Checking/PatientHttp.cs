using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;
using SecurityResponder.Client.Http;

namespace SecurityResponder.Client.Checking;

/// <summary>Makes the request to an address, which a redirect may have changed.</summary>
internal delegate HttpRequestMessage MakeRequest(Uri address);

/// <summary>Makes sense of a body.</summary>
/// <param name="content">The body.</param>
/// <param name="attempt">The attempt that it came on, from 1.</param>
/// <param name="cancellationToken">Ends with the attempt.</param>
internal delegate Task<CheckOutcome> ReadContent(HttpContent content, int attempt, CancellationToken cancellationToken);

/// <summary>One exchange, tried at most three times.</summary>
internal sealed partial class PatientHttp(TimeSpan timeout, X509Certificate2Collection? roots, TimeProvider time, ILogger logger) : IDisposable
{
    // Attempts and waits together; the chart ends the pod well after that.
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(3);

    private readonly HttpMessageInvoker _http = PlainHttp.Trusting(roots);

    /// <summary>Sends a request until it is answered, or there is no use in trying again.</summary>
    public async Task<CheckOutcome> ExchangeAsync(Uri address, MakeRequest request, ReadContent read, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(Deadline, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        for (var attempt = 1; ; attempt++)
        {
            var ended = await AttemptAsync(address, request, read, attempt, linked.Token).ConfigureAwait(false);
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

    private async Task<Attempt> AttemptAsync(Uri address, MakeRequest request, ReadContent read, int number, CancellationToken cancellationToken)
    {
        using var once = new CancellationTokenSource(timeout, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(once.Token, cancellationToken);
        try
        {
            return await SendAsync(address, request, read, number, Redirect.Most, linked.Token).ConfigureAwait(false);
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
        Uri address, MakeRequest make, ReadContent read, int number, int redirects, CancellationToken cancellationToken)
    {
        using var request = make(address);
        using var response = await _http.SendAsync(request, cancellationToken).ConfigureAwait(false);

        switch ((int)response.StatusCode)
        {
            case >= 200 and < 300:
                return new Final(await read(response.Content, number, cancellationToken).ConfigureAwait(false));
            case 301 or 302 or 307 or 308 when redirects > 0 && Redirect.Target(address, response.Headers.Location) is { } target:
                return await SendAsync(target, make, read, number, redirects - 1, cancellationToken).ConfigureAwait(false);
            case >= 300 and < 400:
                return new Final(new Rejected($"{Status(response.StatusCode)}: {Redirect.Refusal(address, response)}"));
            case 408 or 429 or >= 500:
                return new Failed(Status(response.StatusCode), RetryAfter.Of(response, time));
            default:
                return new Final(new Rejected(Status(response.StatusCode)));
        }
    }

    private static string Status(HttpStatusCode status) => $"{(int)status} {status}";

    private static partial class Log
    {
        [LoggerMessage(202, LogLevel.Debug, "attempt failed")]
        public static partial void AttemptFailed(ILogger logger, int attempt, string reason);
    }
}
