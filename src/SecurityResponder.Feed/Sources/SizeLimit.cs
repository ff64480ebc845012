namespace SecurityResponder.Feed.Sources;

/// <summary>How large a file may be.</summary>
/// <param name="MaxBytes">The largest number of bytes.</param>
/// <param name="Sentence">What is wrong with a larger file.</param>
internal readonly record struct SizeLimit(long MaxBytes, string Sentence)
{
    /// <summary>A limit in bytes.</summary>
    public static SizeLimit Of(long maxBytes) => new(maxBytes, $"the file has more than {maxBytes} bytes");
}
