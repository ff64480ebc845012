using System.Net;
using SecurityResponder.Clusters;

namespace SecurityResponder.Client.Collecting;

/// <summary>The outcome of reading one page of a list, or one object.</summary>
internal abstract record PageResult
{
    /// <summary>The fact that ends the read when this is its last page.</summary>
    public ClusterFact ToEnd(KubernetesResource resource) => this switch
    {
        PageRead => new ReadCompleted(resource.Id),
        PageRejected { Status: HttpStatusCode.NotFound } when resource.CanBeAbsent => new ReadAbsent(resource.Id),
        PageRejected rejected => new ReadFailed(resource.Id, $"{(int)rejected.Status} {rejected.Status}"),
        PageExpired => new ReadFailed(resource.Id, "410 Expired, again and again"),
        PageBroken broken => new ReadFailed(resource.Id, broken.Reason),
        _ => new ReadFailed(resource.Id, ((PageFailed)this).Reason),
    };
}

/// <summary>The page was read completely.</summary>
/// <param name="Continue">The token of the next page; null for the last page.</param>
internal sealed record PageRead(string? Continue) : PageResult;

/// <summary>The server answered 410: the continue token has expired.</summary>
/// <param name="Continue">The inconsistent continue token that the server offers; null when it offers none.</param>
internal sealed record PageExpired(string? Continue) : PageResult;

/// <summary>The server answered with an error status.</summary>
/// <param name="Status">The status.</param>
internal sealed record PageRejected(HttpStatusCode Status) : PageResult;

/// <summary>The connection was closed before the end of the answer.</summary>
/// <param name="Reason">The cause.</param>
internal sealed record PageBroken(string Reason) : PageResult;

/// <summary>There was no answer, or it cannot be decoded.</summary>
/// <param name="Reason">The cause.</param>
internal sealed record PageFailed(string Reason) : PageResult;
