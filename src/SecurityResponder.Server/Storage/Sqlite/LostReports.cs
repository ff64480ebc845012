namespace SecurityResponder.Server.Storage.Sqlite;

/// <summary>Reports that were answered and could not be kept: counted all, told once a second, for a full disk must not fill the log too.</summary>
/// <param name="database">Where they should have been written.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Where they are told.</param>
/// <remarks>Losses are added by one thread; everybody may ask how many there are.</remarks>
internal sealed partial class LostReports(string database, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan BetweenWords = TimeSpan.FromSeconds(1);

    private long _count;
    private int _untold;
    private DateTimeOffset _toldAt;
    private bool _isLosing;

    /// <summary>How many, since the start.</summary>
    public long Count => Interlocked.Read(ref _count);

    /// <summary>So many more could not be kept.</summary>
    public void Add(int reports, string reason)
    {
        var all = Interlocked.Add(ref _count, reports);
        (_untold, _isLosing) = (_untold + reports, true);
        if (time.GetUtcNow() < _toldAt + BetweenWords)
        {
            return;
        }

        Log.Lost(logger, _untold, database, reason, all);
        (_untold, _toldAt) = (0, time.GetUtcNow());
    }

    /// <summary>Some could be kept: if any were lost before, that is over.</summary>
    public void End()
    {
        if (!_isLosing)
        {
            return;
        }

        Log.KeptAgain(logger, database, _untold, Count);
        (_untold, _isLosing) = (0, false);
    }

    private static partial class Log
    {
        [LoggerMessage(601, LogLevel.Error,
            "Could not write {Count} reports to {Database}: {Reason} The clusters get their answers. Lost since the start: {Lost}.")]
        public static partial void Lost(ILogger logger, int count, string database, string reason, long lost);

        [LoggerMessage(606, LogLevel.Information, "Reports are written to {Database} again; {Count} more were lost before. Lost since the start: {Lost}.")]
        public static partial void KeptAgain(ILogger logger, string database, int count, long lost);
    }
}
