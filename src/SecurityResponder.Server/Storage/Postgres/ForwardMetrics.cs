using System.Diagnostics.Metrics;
using Microsoft.Data.Sqlite;
using SecurityResponder.Server.Telemetry;

namespace SecurityResponder.Server.Storage.Postgres;

/// <summary>The backlog and the failures of forwarding to PostgreSQL; each is read when metrics are scraped.</summary>
internal sealed class ForwardMetrics : IInstruments
{
    public ForwardMetrics(IMeterFactory meters, Forwarder forwarder, DataDirectory data, TimeProvider time)
    {
        var meter = meters.Create(ResponderMeter.Name);
        meter.CreateObservableUpDownCounter(
            "responder.forward.waiting", () => Measured(data, backlog => backlog.Reports), "{report}",
            "Reports in the journal that were never sent to PostgreSQL; absent when the journal cannot be read.");
        // For alerts: unlike the next one it stays 0 through a night without reports, and is there after a restart without a database.
        meter.CreateObservableGauge(
            "responder.forward.delay", () => Measured(data, backlog => backlog.Since is { } since ? Age(since, time) : 0), "s",
            "Waiting time of the oldest of these reports; 0 when there are none, absent when the journal cannot be read.");
        meter.CreateObservableGauge<double>(
            "responder.forward.age", () => forwarder.LastBatchAt is { } lastBatchAt ? [new(Age(lastBatchAt, time))] : [], "s",
            "Time since PostgreSQL last accepted a batch; absent before the first one.");
        meter.CreateObservableCounter(
            "responder.forward.failed", () => forwarder.FailedAttempts, "{attempt}", "Attempts to send a batch to PostgreSQL that failed.");
    }

    private static IEnumerable<Measurement<T>> Measured<T>(DataDirectory data, Func<ForwardBacklog, T> figure)
        where T : struct
    {
        try
        {
            return [new(figure(ForwardBacklog.Of(data.Database)))];
        }
        // The writer gets the same error, logs it and counts it.
        catch (SqliteException)
        {
            return [];
        }
    }

    private static double Age(DateTimeOffset since, TimeProvider time) => Math.Max(0, (time.GetUtcNow() - since).TotalSeconds);
}
