namespace SecurityResponder.Feed.Fetching;

/// <summary>How a download ended.</summary>
internal abstract record DownloadOutcome
{
    /// <summary>The content was written.</summary>
    /// <param name="Validators">What the next request states.</param>
    /// <param name="Sha256">The digest of the content, 64 hexadecimal digits.</param>
    internal sealed record Downloaded(Validators Validators, string Sha256) : DownloadOutcome;

    /// <summary>The server still has the content that the validators describe.</summary>
    internal sealed record NotModified : DownloadOutcome;

    /// <summary>There is no content.</summary>
    /// <param name="Reason">Why, e.g. <c>the server answered 404</c>.</param>
    /// <param name="IsTransient">Whether another attempt can succeed.</param>
    /// <param name="RetryAfter">The wait that the server asks for; null when it does not.</param>
    internal sealed record Failed(string Reason, bool IsTransient, TimeSpan? RetryAfter = null) : DownloadOutcome;
}

/// <summary>What a server said about the version of its content (<see href="https://www.rfc-editor.org/rfc/rfc9110#section-8.8"/>).
/// </summary>
/// <param name="ETag">The entity tag; null without one.</param>
/// <param name="LastModified">The date as the server wrote it; null without one.</param>
internal sealed record Validators(string? ETag, string? LastModified);
