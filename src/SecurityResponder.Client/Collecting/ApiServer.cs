using SecurityResponder.Client.Http;

namespace SecurityResponder.Client.Collecting;

/// <summary>The door that reads the Kubernetes API: plain GETs, nothing is ever written through it.</summary>
internal sealed class ApiServer(ApiServerTransport transport, TimeProvider time)
{
    private const int MaxAttempts = 3;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(20);

    /// <summary>Asks for a path; a busy server (429, 5xx) is asked again after its <c>Retry-After</c>, at most three times in all.</summary>
    /// <exception cref="HttpRequestException">The server cannot be reached.</exception>
    /// <exception cref="UnusableTokenException">The token cannot be read or sent.</exception>
    public async Task<HttpResponseMessage> GetAsync(string path, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var response = await transport.SendAsync(HttpMethod.Get, path, null, cancellationToken).ConfigureAwait(false);
            var wait = RetryAfter.Of(response, time) ?? TimeSpan.FromSeconds(attempt);
            if (attempt == MaxAttempts || wait > LongestWait || (int)response.StatusCode is not (429 or >= 500))
            {
                return response;
            }

            response.Dispose();
            await Task.Delay(wait, time, cancellationToken).ConfigureAwait(false);
        }
    }
}
