namespace SecurityResponder.Server.Storage;

/// <summary>What became of a report.</summary>
internal enum SaveOutcome
{
    /// <summary>It is on the disk.</summary>
    Kept,

    /// <summary>It could not be written, which is counted.</summary>
    Lost,

    /// <summary>Too many wait, or the store is closed: it was not taken, its sender may come again.</summary>
    Refused,
}
