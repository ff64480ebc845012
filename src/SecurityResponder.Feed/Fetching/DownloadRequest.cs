using System.Net;

namespace SecurityResponder.Feed.Fetching;

/// <summary>The request of a download, and where its answer leads.</summary>
internal static class DownloadRequest
{
    /// <summary>A request that the server may answer with 304.</summary>
    public static HttpRequestMessage Create(SourceAddress address, Validators? known)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address.Location);
        request.Headers.Authorization = address.Credentials;
        request.Headers.TryAddWithoutValidation("User-Agent", "security-responder-feed");
        if (known?.ETag is { } tag)
        {
            request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        }

        if (known?.LastModified is { } date)
        {
            request.Headers.TryAddWithoutValidation("If-Modified-Since", date);
        }

        return request;
    }

    /// <summary>Where a redirect leads; null for other answers.</summary>
    public static Uri? RedirectOf(HttpResponseMessage response) => response.StatusCode
        is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther
        or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect
        ? response.Headers.Location : null;
}
