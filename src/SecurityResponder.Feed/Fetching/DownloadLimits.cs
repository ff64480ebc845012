namespace SecurityResponder.Feed.Fetching;

/// <summary>How long a download may take, and how large it may be.</summary>
internal sealed record DownloadLimits
{
    /// <summary>Largest number of bytes after decompression.</summary>
    public long MaxBytes { get; init; } = 1L << 30;

    /// <summary>How long a connection or a server may be silent.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long one source may take, with all attempts.</summary>
    public TimeSpan TotalTimeout { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Number of attempts.</summary>
    public int MaxAttempts { get; init; } = 4;

    /// <summary>The wait before the second attempt. It doubles for each further one.</summary>
    public TimeSpan FirstRetryDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait, also when the server asks for a longer one.</summary>
    public TimeSpan MaxRetryDelay { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Number of redirects that are followed.</summary>
    public int MaxRedirects { get; init; } = 5;
}
