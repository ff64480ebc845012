namespace SecurityResponder.Server.Storage;

/// <summary>What happened to a report.</summary>
internal enum SaveOutcome
{
    /// <summary>It is on the disk.</summary>
    Saved,

    /// <summary>It could not be written. The loss is counted.</summary>
    Lost,

    /// <summary>Too many reports are waiting, or the store is closed. The client may send it again.</summary>
    Rejected,
}
