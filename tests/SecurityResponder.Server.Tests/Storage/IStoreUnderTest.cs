using SecurityResponder.Server.Reports;
using SecurityResponder.Server.Statistics;

namespace SecurityResponder.Server.Tests.Storage;

/// <summary>One of the two stores, new for each test.</summary>
internal interface IStoreUnderTest : IAsyncDisposable
{
    Figures Figures { get; }

    IFleet Fleet { get; }

    /// <summary>Saves a report at an instant, as the endpoint does.</summary>
    Task SaveAsync(ClusterReport report, DateTimeOffset at);

    /// <summary>Waits until all saved reports are counted in the figures.</summary>
    Task FlushAsync();

    /// <summary>Counts the past days and deletes what is older than the retention period.</summary>
    /// <param name="now">The present time.</param>
    /// <param name="retentionDays">The retention period.</param>
    Task MaintainAsync(DateTimeOffset now, int retentionDays = 90);

    /// <summary>Counts the figures ahead if the fleet is large.</summary>
    /// <param name="now">The present time.</param>
    /// <param name="maxWithoutSnapshot">The largest number of clusters that is counted for each page.</param>
    Task CountSnapshotAsync(DateTimeOffset now, long maxWithoutSnapshot = 0);

    /// <summary>Returns the number that a query selects.</summary>
    Task<long> NumberAsync(string sql);

    /// <summary>Returns the rows that a query selects, each as its values with commas between them.</summary>
    Task<IReadOnlyList<string>> RowsAsync(string sql);

    /// <summary>Removes the columns of figures from all rows, as if an earlier version had stored them.</summary>
    Task RemoveFigureColumnsAsync();
}
