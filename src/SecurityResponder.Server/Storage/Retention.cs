namespace SecurityResponder.Server.Storage;

/// <summary>How long reports are kept, and what tells of a single cluster; what counts days stays.</summary>
/// <param name="Days">So many whole UTC days before today, from 1.</param>
/// <param name="IsCountedHere">Whether the file is what is counted, and not the journal of another store.</param>
internal sealed record Retention(int Days, bool IsCountedHere)
{
    /// <summary>The first day that is kept.</summary>
    public DateOnly FirstKept(DateOnly today) => today.AddDays(-Days);

    /// <summary>The days before today that are kept.</summary>
    public IEnumerable<DateOnly> Before(DateOnly today) => Enumerable.Range(1, Days).Select(days => today.AddDays(-days));
}
