using System.Net;
using System.Text.Json;
using SecurityResponder.Client.Collecting.Json;
using SecurityResponder.Client.Http;
using SecurityResponder.Clusters;

namespace SecurityResponder.Client.Collecting;

/// <summary>A live cluster, read through its API server.</summary>
internal sealed class ApiServerSource(ApiServer server, TimeProvider time) : IClusterSource
{
    private const string BrokenOff = "the connection was closed before the answer was complete";

    // A list that expires or breaks off this often is not going to be read today.
    private const int MaxRestarts = 3;

    // One answer that does not come must not cost the reads behind it their time; a page of 500 nodes is 10 MB.
    private static readonly TimeSpan NodesTimeout = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(30);

    // The whole of the reading; the chart ends the pod well after that.
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);

    public async Task ReadAsync(Action<ClusterFact> tell, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(Deadline, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        var isRancherManaged = true;
        foreach (var read in ClusterRead.All)
        {
            if (read.Resource == ClusterResource.RancherAgent && !isRancherManaged)
            {
                continue;
            }

            var end = await ReadAsync(read, tell, linked.Token).ConfigureAwait(false);
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
                case PageRead { Continue: var token } when token == next: return new ReadFailed(read.Resource, "the list has no end");
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
        using var timeout = new CancellationTokenSource(read.Resource == ClusterResource.Nodes ? NodesTimeout : RequestTimeout, time);
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

        if (read.IsList && list.Root.Kind?.EndsWith("List", StringComparison.Ordinal) is not true)
        {
            // Without items this would pass for a list of nothing: no nodes, no ingress controller.
            return new PageFailed("the answer is no list of a Kubernetes API");
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
