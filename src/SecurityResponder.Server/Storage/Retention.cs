namespace SecurityResponder.Server.Storage;

/// <summary>How long reports, and what is derived from them for single clusters, are stored. Rollups of days are never deleted.</summary>
/// <param name="Days">Number of whole UTC days before today, from 1.</param>
/// <param name="IsSqliteCounted">True when figures are read from the SQLite file; false when it is only the journal of PostgreSQL.</param>
internal sealed record Retention(int Days, bool IsSqliteCounted)
{
    /// <summary>The first day whose reports are stored.</summary>
    public DateOnly FirstDay(DateOnly today) => today.AddDays(-Days);
}
