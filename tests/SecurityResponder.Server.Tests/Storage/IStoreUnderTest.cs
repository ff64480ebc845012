using SecurityResponder.Server.Reports;
using SecurityResponder.Server.Statistics;

namespace SecurityResponder.Server.Tests.Storage;

/// <summary>One of the two stores, made new for one test.</summary>
internal interface IStoreUnderTest : IAsyncDisposable
{
    Figures Figures { get; }

    /// <summary>Takes a report at an instant, as the endpoint does.</summary>
    Task KeepAsync(ClusterReport report, DateTimeOffset at);

    /// <summary>Waits until what was taken can be counted.</summary>
    Task SettleAsync();

    /// <summary>Counts the days that are over and deletes what is older than 90 days.</summary>
    /// <param name="now">The present.</param>
    Task KeepUpAsync(DateTimeOffset now);

    /// <summary>What a query of one number says.</summary>
    Task<long> NumberAsync(string sql);
}
