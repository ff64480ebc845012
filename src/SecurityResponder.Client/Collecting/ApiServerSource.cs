using System.Net;
using System.Text.Json;
using SecurityResponder.Client.Collecting.Json;
using SecurityResponder.Client.Http;
using SecurityResponder.Clusters;

namespace SecurityResponder.Client.Collecting;

/// <summary>A live cluster, read through its API server.</summary>
internal sealed class ApiServerSource(ApiServer server, TimeProvider time) : IClusterSource
{
    // A list that expires or breaks off this often is not going to be read today.
    private const int MaxRestarts = 3;
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(60);

    public async Task ReadAsync(Action<ClusterFact> tell, CancellationToken cancellationToken)
    {
        var isRancherManaged = true;
        foreach (var read in ClusterRead.All)
        {
            if (read.Resource == ClusterResource.RancherAgent && !isRancherManaged)
            {
                continue;
            }

            var end = await ReadAsync(read, tell, cancellationToken).ConfigureAwait(false);
            tell(end);
            isRancherManaged &= end is not ReadAbsent;
            if (read.IsEssential && end is not ReadCompleted)
            {
                return;
            }
        }
    }

    private async Task<ClusterFact> ReadAsync(ClusterRead read, Action<ClusterFact> tell, CancellationToken cancellationToken)
    {
        string? next = null;
        for (var restarts = 0; ;)
        {
            var page = await ReadPageAsync(read, next, tell, cancellationToken).ConfigureAwait(false);
            switch (page)
            {
                case PageRead { Continue: null }: return new ReadCompleted(read.Resource);
                case PageRead { Continue: var token }: next = token; break;

                // The server offers to go on from here at the price of consistency: a count off by one beats starting over.
                case PageExpired { Continue: { } token } when restarts++ < MaxRestarts: next = token; break;
                case PageExpired or PageBroken when restarts++ < MaxRestarts:
                    tell(new ReadRestarted(read.Resource));
                    next = null;
                    break;
                default: return page.ToEnd(read);
            }
        }
    }

    private async Task<Page> ReadPageAsync(ClusterRead read, string? token, Action<ClusterFact> tell, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(RequestTimeout, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        var isExpired = false;
        try
        {
            using var response = await server.GetAsync(read.Page(token), linked.Token).ConfigureAwait(false);
            isExpired = response.StatusCode == HttpStatusCode.Gone;
            return await ReadAnswerAsync(response, read, tell, linked.Token).ConfigureAwait(false);
        }
        catch (JsonException exception)
        {
            return isExpired ? new PageExpired(null) : new PageFailed($"the answer is not the JSON of a Kubernetes API ({JsonFault.Where(exception)})");
        }
        catch (HttpRequestException exception) when (exception.HttpRequestError == HttpRequestError.ResponseEnded
            || (exception.HttpRequestError == HttpRequestError.Unknown && exception.InnerException is IOException))
        {
            // A connection that was reset may take the headers with it that had come.
            return new PageBroken("the connection was closed before the answer was complete");
        }
        catch (HttpRequestException exception)
        {
            return new PageFailed(ConnectionFault.Describe(exception));
        }
        catch (OperationCanceledException)
        {
            return new PageFailed("no complete answer in time");
        }
        catch (IOException exception) when (exception is not FileNotFoundException and not DirectoryNotFoundException)
        {
            return new PageBroken(exception.Message);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new PageFailed($"the token cannot be read: {exception.Message}");
        }
    }

    private static async Task<Page> ReadAnswerAsync(
        HttpResponseMessage response, ClusterRead read, Action<ClusterFact> tell, CancellationToken cancellationToken)
    {
        var isExpired = response.StatusCode == HttpStatusCode.Gone;
        if (!response.IsSuccessStatusCode && !isExpired)
        {
            return new PageRefused(response.StatusCode);
        }

        using var json = new JsonStream(await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false));
        var list = new KubernetesList(item => Tell(KubernetesFacts.Of(read.Resource, item), tell));
        await json.ReadValueAsync(KubernetesShape.Answer, list, cancellationToken).ConfigureAwait(false);
        if (isExpired)
        {
            return new PageExpired(list.Continue);
        }

        if (read.Resource == ClusterResource.Version)
        {
            Tell(list.GitVersion is null ? null : new ServerVersion(list.GitVersion), tell);
        }
        else if (!read.IsList)
        {
            Tell(KubernetesFacts.Of(read.Resource, list.Root), tell);
        }

        return new PageRead(list.Continue);
    }

    private static void Tell(ClusterFact? fact, Action<ClusterFact> tell)
    {
        if (fact is not null)
        {
            tell(fact);
        }
    }
}
