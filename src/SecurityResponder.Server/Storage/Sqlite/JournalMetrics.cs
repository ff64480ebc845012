using System.Diagnostics.Metrics;
using SecurityResponder.Server.Telemetry;

namespace SecurityResponder.Server.Storage.Sqlite;

/// <summary>The state of the journal, read at each scrape.</summary>
internal sealed class JournalMetrics : IInstruments
{
    public JournalMetrics(IMeterFactory meters, ReportStore store, DataDirectory data)
    {
        var meter = meters.Create(ResponderMeter.Name);
        meter.CreateObservableCounter(
            "responder.report.lost", () => store.Lost, "{report}", "Reports that were answered but could not be stored.");
        meter.CreateObservableUpDownCounter(
            "responder.report.waiting", () => store.QueueLength, "{report}", "Reports that are waiting to be written.");
        meter.CreateObservableGauge(
            "responder.journal.size", () => Size(data.Database) + Size(data.Database + "-wal"), "By",
            "Size of the journal on disk, including its write-ahead log.");
    }

    private static long Size(string file) => new FileInfo(file) is { Exists: true, Length: var length } ? length : 0;
}
