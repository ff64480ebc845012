using System.Net;
using SecurityResponder.Clusters;

namespace SecurityResponder.Client.Collecting;

/// <summary>How the reading of one page of a list (or of one object) ended.</summary>
internal abstract record Page
{
    /// <summary>The fact that ends a read, when this is its last page.</summary>
    public ClusterFact ToEnd(ClusterRead read) => this switch
    {
        PageRead => new ReadCompleted(read.Resource),
        PageRefused { Status: HttpStatusCode.NotFound } when read.MayBeAbsent => new ReadAbsent(read.Resource),
        PageRefused refused => new ReadFailed(read.Resource, $"{(int)refused.Status} {refused.Status}"),
        PageExpired => new ReadFailed(read.Resource, "410 Expired, again and again"),
        PageBroken broken => new ReadFailed(read.Resource, broken.Reason),
        _ => new ReadFailed(read.Resource, ((PageFailed)this).Reason),
    };
}

/// <summary>It was read to its end.</summary>
/// <param name="Continue">Token of the next page; null when this was the last.</param>
internal sealed record PageRead(string? Continue) : Page;

/// <summary>410: the token is too old.</summary>
/// <param name="Continue">The inconsistent continuation that the server offers; null when it offers none.</param>
internal sealed record PageExpired(string? Continue) : Page;

/// <summary>The server answered with an error.</summary>
/// <param name="Status">Its status.</param>
internal sealed record PageRefused(HttpStatusCode Status) : Page;

/// <summary>The answer broke off in the middle.</summary>
/// <param name="Reason">What broke.</param>
internal sealed record PageBroken(string Reason) : Page;

/// <summary>There was no answer, or none that can be read.</summary>
/// <param name="Reason">Why.</param>
internal sealed record PageFailed(string Reason) : Page;
