namespace SecurityResponder.Server.Storage.Sqlite;

/// <summary>Counts reports that were answered but could not be written, and logs them at most once a second: a full disk must not fill the
/// log.</summary>
/// <param name="database">The file that they should have been written to.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">The log.</param>
/// <remarks>One thread adds losses; any thread may read <see cref="Count"/>.</remarks>
internal sealed partial class LostReports(string database, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan LogInterval = TimeSpan.FromSeconds(1);

    private long _count;
    private int _notLogged;
    private DateTimeOffset _loggedAt;
    private bool _isLosing;

    /// <summary>The number of lost reports since the start.</summary>
    public long Count => Interlocked.Read(ref _count);

    /// <summary>Counts more lost reports.</summary>
    public void Add(int reports, string reason)
    {
        var count = Interlocked.Add(ref _count, reports);
        (_notLogged, _isLosing) = (_notLogged + reports, true);
        if (time.GetUtcNow() < _loggedAt + LogInterval)
        {
            return;
        }

        Log.Lost(logger, _notLogged, database, reason, count);
        (_notLogged, _loggedAt) = (0, time.GetUtcNow());
    }

    /// <summary>Logs, after a loss, that reports are written again.</summary>
    public void End()
    {
        if (!_isLosing)
        {
            return;
        }

        Log.Recovered(logger, database, _notLogged, Count);
        (_notLogged, _isLosing) = (0, false);
    }

    private static partial class Log
    {
        [LoggerMessage(601, LogLevel.Error,
            "Could not write {Count} reports to {Database}: {Reason} The clusters get their answers. Lost since the start: {Lost}.")]
        public static partial void Lost(ILogger logger, int count, string database, string reason, long lost);

        [LoggerMessage(606, LogLevel.Information,
            "Reports are written to {Database} again; {Count} more were lost before. Lost since the start: {Lost}.")]
        public static partial void Recovered(ILogger logger, string database, int count, long lost);
    }
}
