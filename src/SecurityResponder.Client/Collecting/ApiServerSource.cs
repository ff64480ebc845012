using System.Net;
using System.Text.Json;
using SecurityResponder.Client.Http;
using SecurityResponder.Client.Kubernetes;
using SecurityResponder.Client.Kubernetes.Json;
using SecurityResponder.Clusters;

namespace SecurityResponder.Client.Collecting;

/// <summary>Reads a live cluster through its API server.</summary>
internal sealed class ApiServerSource(KubernetesReader kubernetes, TimeProvider time) : IClusterSource
{
    private const string BrokenOff = "the connection was closed before the answer was complete";

    // Objects in one page. A node has 20 KB of JSON, so a page of nodes has about 10 MB. A DaemonSet is smaller.
    private const int PageSize = 500;

    // How often an expired or interrupted list is read again.
    private const int MaxRestarts = 3;

    // One slow answer must not use up the time of the reads after it.
    private static readonly TimeSpan PageTimeout = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(30);

    // Limit for all reads together, well below the deadline of the chart's Job.
    private static readonly TimeSpan TotalTimeout = TimeSpan.FromMinutes(2);

    public async Task ReadAsync(Action<ClusterFact> onFact, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(TotalTimeout, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        foreach (var resource in KubernetesResource.All)
        {
            var end = await ReadAsync(resource, onFact, linked.Token);
            onFact(end);
            if (resource.IsEssential && end is not ReadCompleted)
            {
                return;
            }
        }
    }

    private async Task<ClusterFact> ReadAsync(KubernetesResource resource, Action<ClusterFact> onFact, CancellationToken cancellationToken)
    {
        string? next = null;
        for (var restarts = 0; ;)
        {
            var page = await ReadPageAsync(resource, next, onFact, cancellationToken);
            switch (page)
            {
                case PageRead { Continue: null }: return new ReadCompleted(resource.Id);
                case PageRead { Continue: var token } when token == next: return new ReadFailed(resource.Id, "the list has no end");
                case PageRead { Continue: var token }: next = token; break;

                // The server offers to continue from here with a newer version of the list. A count that is off by one is better than
                // starting again.
                case PageExpired { Continue: { } token } when restarts++ < MaxRestarts: next = token; break;
                case PageExpired or PageBroken when restarts++ < MaxRestarts:
                    onFact(new ReadRestarted(resource.Id));
                    next = null;
                    break;
                default: return page.ToEnd(resource);
            }
        }
    }

    private async Task<PageResult> ReadPageAsync(
        KubernetesResource resource, string? continueToken, Action<ClusterFact> onFact, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(resource.IsPaged ? PageTimeout : RequestTimeout, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        var isExpired = false;
        try
        {
            using var response = await kubernetes.GetAsync(PagePath(resource, continueToken), linked.Token);
            isExpired = response.StatusCode == HttpStatusCode.Gone;
            return await ResourceDecoder.ReadAsync(response, resource, onFact, linked.Token);
        }
        catch (JsonException exception)
        {
            return isExpired
                ? new PageExpired(null)
                : new PageFailed($"the answer is not the JSON of a Kubernetes API ({JsonErrorPosition.Of(exception)})");
        }
        catch (HttpRequestException exception) when (exception.HttpRequestError == HttpRequestError.ResponseEnded
            || (exception.HttpRequestError == HttpRequestError.Unknown && exception.InnerException is IOException))
        {
            // A reset connection can also discard response headers that had already arrived.
            return new PageBroken(BrokenOff);
        }
        catch (HttpRequestException exception)
        {
            return new PageFailed(ConnectionFault.Describe(exception));
        }
        catch (OperationCanceledException)
        {
            return new PageFailed("no complete answer in time");
        }
        catch (IOException)
        {
            return new PageBroken(BrokenOff);
        }
        catch (UnusableTokenException exception)
        {
            return new PageFailed(exception.Message);
        }
    }

    private static string PagePath(KubernetesResource resource, string? continueToken) => !resource.IsPaged ? resource.Path
        : continueToken is null ? $"{resource.Path}?limit={PageSize}"
        : $"{resource.Path}?limit={PageSize}&continue={Uri.EscapeDataString(continueToken)}";
}
