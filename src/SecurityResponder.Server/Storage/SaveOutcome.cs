namespace SecurityResponder.Server.Storage;

/// <summary>The result of saving a report.</summary>
internal enum SaveOutcome
{
    /// <summary>It is on the disk.</summary>
    Saved,

    /// <summary>It could not be written and is lost; the loss is counted.</summary>
    Failed,

    /// <summary>The queue is full or closed: the report was not accepted, and the client may try again.</summary>
    QueueFull,
}
