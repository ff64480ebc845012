namespace SecurityResponder.Releases;

/// <summary>Whether a release still gets fixes.</summary>
public abstract record Support
{
    private Support() { }

    /// <summary>It does.</summary>
    /// <param name="Until">The last day.</param>
    public sealed record Supported(DateOnly Until) : Support;

    /// <summary>It does not.</summary>
    /// <param name="On">The last day it did.</param>
    public sealed record EndOfLife(DateOnly On) : Support;

    /// <summary>The feed does not say.</summary>
    public sealed record Unknown : Support
    {
        /// <summary>The one value.</summary>
        public static Unknown Instance { get; } = new();

        private Unknown() { }
    }

    /// <summary>The state at an instant, by the UTC day; the last day itself is still supported.</summary>
    /// <param name="lastDay">Null when unknown.</param>
    /// <param name="now">The instant.</param>
    public static Support Of(DateOnly? lastDay, DateTimeOffset now) => lastDay switch
    {
        null => Unknown.Instance,
        { } day when DateOnly.FromDateTime(now.UtcDateTime) > day => new EndOfLife(day),
        { } day => new Supported(day),
    };
}
