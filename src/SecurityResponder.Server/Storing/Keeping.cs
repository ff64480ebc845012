namespace SecurityResponder.Server.Storing;

/// <summary>What became of a report.</summary>
internal enum Keeping
{
    /// <summary>It is on the disk.</summary>
    Kept,

    /// <summary>It could not be written, which is counted.</summary>
    Lost,

    /// <summary>Too many wait, or the store is closed: it was not taken, its sender may come again.</summary>
    Refused,
}
