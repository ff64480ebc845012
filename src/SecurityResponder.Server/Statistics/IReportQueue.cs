namespace SecurityResponder.Server.Statistics;

/// <summary>The reports that are not on the disk yet. Counting yields to them.</summary>
internal interface IReportQueue
{
    /// <summary>Whether reports are waiting to be written.</summary>
    bool IsBusy { get; }
}
