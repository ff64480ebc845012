using SecurityResponder.Client.Http;

namespace SecurityResponder.Client.Kubernetes;

/// <summary>Sends GET requests to the API server and repeats them while it is busy.</summary>
internal sealed class KubernetesReader(ApiServerClient apiServer, TimeProvider time)
{
    private const int MaxAttempts = 3;
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(20);

    /// <summary>Reads a path. A busy server (429, 5xx) is asked again after its <c>Retry-After</c>, at most three times in all.</summary>
    /// <exception cref="HttpRequestException">The server cannot be reached.</exception>
    /// <exception cref="UnusableTokenException">The token cannot be read or sent.</exception>
    public async Task<HttpResponseMessage> GetAsync(string path, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var response = await apiServer.SendAsync(HttpMethod.Get, path, null, cancellationToken);
            var wait = RetryAfter.Of(response, time) ?? TimeSpan.FromSeconds(attempt);
            if (attempt == MaxAttempts || wait > MaxWait || (int)response.StatusCode is not (429 or >= 500))
            {
                return response;
            }

            response.Dispose();
            await Task.Delay(wait, time, cancellationToken);
        }
    }
}
