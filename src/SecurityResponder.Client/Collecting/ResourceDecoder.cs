using System.Net;
using SecurityResponder.Client.Kubernetes.Json;
using SecurityResponder.Clusters;

namespace SecurityResponder.Client.Collecting;

/// <summary>Decodes the API server's answer to one request.</summary>
internal static class ResourceDecoder
{
    /// <summary>Decodes a list or a single object and passes its facts on.</summary>
    public static async Task<PageResult> ReadAsync(
        HttpResponseMessage response, KubernetesResource resource, Action<ClusterFact> onFact, CancellationToken cancellationToken)
    {
        var isExpired = response.StatusCode == HttpStatusCode.Gone;
        if (!response.IsSuccessStatusCode && !isExpired)
        {
            return new PageRejected(response.StatusCode);
        }

        using var json = new JsonStream(await response.Content.ReadAsStreamAsync(cancellationToken));
        var list = new KubernetesList(item => Add(KubernetesFacts.Of(resource, item), onFact));
        await json.ReadValueAsync(KubernetesShape.Answer, list, cancellationToken);
        if (isExpired)
        {
            return new PageExpired(list.Continue);
        }

        if (resource.IsList && list.Root.Kind?.EndsWith("List", StringComparison.Ordinal) is not true)
        {
            // An object without items would look like an empty list: no nodes, no ingress controller.
            return new PageFailed("the answer is not a list of a Kubernetes API");
        }

        if (resource.Id == ClusterResource.Version)
        {
            Add(list.GitVersion is null ? null : new ServerVersion(list.GitVersion), onFact);
        }
        else if (!resource.IsList)
        {
            Add(KubernetesFacts.Of(resource, list.Root), onFact);
        }

        return new PageRead(list.Continue);
    }

    private static void Add(ClusterFact? fact, Action<ClusterFact> onFact)
    {
        if (fact is not null)
        {
            onFact(fact);
        }
    }
}
