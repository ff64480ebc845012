namespace SecurityResponder.Releases;

/// <summary>The support status of a release.</summary>
public abstract record Support
{
    private Support() { }

    /// <summary>Supported.</summary>
    /// <param name="Until">The last day of support.</param>
    public sealed record Supported(DateOnly Until) : Support;

    /// <summary>No longer supported.</summary>
    /// <param name="On">The last day of support.</param>
    public sealed record EndOfLife(DateOnly On) : Support;

    /// <summary>Unknown.</summary>
    public sealed record Unknown : Support
    {
        /// <summary>The one value.</summary>
        public static Unknown Instance { get; } = new();

        private Unknown() { }
    }

    /// <summary>The status at a time, by the UTC day. The last day itself is supported.</summary>
    /// <param name="lastDay">The last day of support; null when unknown.</param>
    /// <param name="now">The time.</param>
    public static Support Of(DateOnly? lastDay, DateTimeOffset now) => lastDay switch
    {
        null => Unknown.Instance,
        { } day when DateOnly.FromDateTime(now.UtcDateTime) > day => new EndOfLife(day),
        { } day => new Supported(day),
    };
}
