namespace SecurityResponder.Server.Pages;

/// <summary>The log entry about a store that cannot be read.</summary>
internal static partial class UnreadableFigures
{
    /// <summary>Logs why a page shows an error.</summary>
    public static void Report(ILogger logger, Exception exception) => Log.Unreadable(logger, exception.Message);

    private static partial class Log
    {
        [LoggerMessage(801, LogLevel.Error, "The figures cannot be read: {Reason} Pages show an error; checks are still answered.")]
        public static partial void Unreadable(ILogger logger, string reason);
    }
}
