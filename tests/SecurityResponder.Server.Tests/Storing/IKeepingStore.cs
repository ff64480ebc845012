using SecurityResponder.Server.Counting;
using SecurityResponder.Server.Receiving;

namespace SecurityResponder.Server.Tests.Storing;

/// <summary>One of the two stores, made new for one test.</summary>
internal interface IKeepingStore : IAsyncDisposable
{
    Figures Figures { get; }

    /// <summary>Takes a report at an instant, as the endpoint does.</summary>
    Task KeepAsync(ClusterReport report, DateTimeOffset at);

    /// <summary>Waits until what was taken can be counted.</summary>
    Task SettleAsync();
}
