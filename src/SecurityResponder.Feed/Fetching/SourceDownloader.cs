using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace SecurityResponder.Feed.Fetching;

/// <summary>Downloads a file over HTTPS, with retries.</summary>
/// <param name="limits">The limits.</param>
/// <param name="roots">Certificate authorities; null for those of the system, which <c>SSL_CERT_FILE</c> can replace.</param>
/// <param name="proxy">Which requests go through a proxy; null for none.</param>
internal sealed class SourceDownloader(DownloadLimits limits, X509Certificate2Collection? roots, IWebProxy? proxy = null) : IDisposable
{
    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler
    {
        UseCookies = false,
        UseProxy = proxy is not null,
        Proxy = proxy,
        // Redirects are followed here: the handler would send credentials and would not limit where they lead.
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Brotli | DecompressionMethods.Deflate,
        ConnectTimeout = limits.IdleTimeout,
        MaxResponseHeadersLength = 64,
        SslOptions = { CertificateChainPolicy = roots is null ? null : Policy(roots) },
    });

    /// <summary>Downloads a file.</summary>
    /// <param name="address">Where it is.</param>
    /// <param name="known">Describes the content that is known already; null for none.</param>
    /// <param name="target">The file to write. What it contains after a failure is undefined.</param>
    public async Task<DownloadOutcome> DownloadAsync(SourceAddress address, Validators? known, string target)
    {
        using var total = new CancellationTokenSource(limits.TotalTimeout);
        var wait = limits.FirstRetryDelay;
        for (var attempt = 1; ; attempt++, wait *= 2)
        {
            var outcome = await TryAsync(address, known, target, total.Token);
            if (outcome is not DownloadOutcome.Failed { IsTransient: true } failed)
            {
                return outcome;
            }

            if (attempt >= limits.MaxAttempts || !await WaitAsync(failed.RetryAfter ?? wait, total.Token))
            {
                return failed with { Reason = $"{failed.Reason}, after {attempt} attempts" };
            }
        }
    }

    /// <summary>Closes the connections.</summary>
    public void Dispose() => _http.Dispose();

    private async Task<DownloadOutcome> TryAsync(SourceAddress address, Validators? known, string target, CancellationToken total)
    {
        using var idle = CancellationTokenSource.CreateLinkedTokenSource(total);
        try
        {
            for (var redirects = 0; redirects <= limits.MaxRedirects; redirects++)
            {
                idle.CancelAfter(limits.IdleTimeout);
                using var request = DownloadRequest.Create(address, known);
                using var response = await _http.SendAsync(request, idle.Token);
                if (DownloadRequest.RedirectOf(response) is not { } location)
                {
                    return await DownloadBody.ReadAsync(response, target, limits, idle);
                }

                if (!address.TryRedirect(location, out var next))
                {
                    return new DownloadOutcome.Failed("the server redirects to an address that is not https", IsTransient: false);
                }

                address = next;
            }

            return new DownloadOutcome.Failed($"the server redirects more than {limits.MaxRedirects} times", IsTransient: false);
        }
        catch (OperationCanceledException) when (total.IsCancellationRequested)
        {
            return new DownloadOutcome.Failed($"the download took more than {limits.TotalTimeout.TotalSeconds} s", IsTransient: false);
        }
        catch (OperationCanceledException)
        {
            return new DownloadOutcome.Failed($"the server was silent for {limits.IdleTimeout.TotalSeconds} s", IsTransient: true);
        }
        catch (HttpRequestException exception)
        {
            return DownloadFault.Of(exception);
        }
    }

    private async Task<bool> WaitAsync(TimeSpan wait, CancellationToken total)
    {
        try
        {
            // Up to a quarter more, so that several runs do not come back together.
            var limited = wait < limits.MaxRetryDelay ? wait : limits.MaxRetryDelay;
            await Task.Delay(limited * (1 + (Random.Shared.NextDouble() / 4)), total);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static X509ChainPolicy Policy(X509Certificate2Collection roots)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        policy.CustomTrustStore.AddRange(roots);
        return policy;
    }
}
