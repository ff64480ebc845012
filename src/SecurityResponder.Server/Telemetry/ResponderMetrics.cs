using System.Diagnostics.Metrics;
using SecurityResponder.Server.Answers;
using SecurityResponder.Server.Storage;
using SecurityResponder.Server.Storage.Sqlite;

namespace SecurityResponder.Server.Telemetry;

/// <summary>What is read off the parts of the responder when somebody asks; what happens is counted where it happens.</summary>
internal sealed class ResponderMetrics
{
    public ResponderMetrics(IMeterFactory meters, ReportStore store, CurrentAnswers answers, DataDirectory data, TimeProvider time)
    {
        var meter = meters.Create(Responder.MeterName);
        meter.CreateObservableCounter(
            "responder.report.lost", () => store.Lost, "{report}", "Reports that were answered and could not be kept.");
        meter.CreateObservableUpDownCounter(
            "responder.report.waiting", () => store.QueueLength, "{report}", "Reports that wait for the disk.");
        meter.CreateObservableGauge(
            "responder.feed.age", () => Age(answers.Now, time), "s", "Time since the feed that holds was generated; absent when it does not tell.");
        meter.CreateObservableGauge(
            "responder.feed.releases", () => answers.Now?.Feed.Feed.Releases.Count ?? 0, "{release}", "Releases in the feed that holds; 0 without a feed.");
        meter.CreateObservableGauge(
            "responder.journal.size", () => Size(data.Database) + Size(data.Database + "-wal"), "By", "Bytes of the journal on the disk, its write-ahead log included.");
    }

    private static IEnumerable<Measurement<double>> Age(PreparedAnswers? answers, TimeProvider time) =>
        DateTimeOffset.TryParse(answers?.Feed.Document.Generated, System.Globalization.CultureInfo.InvariantCulture, out var generated)
            ? [new((time.GetUtcNow() - generated).TotalSeconds)]
            : [];

    private static long Size(string file) => new FileInfo(file) is { Exists: true, Length: var length } ? length : 0;
}
