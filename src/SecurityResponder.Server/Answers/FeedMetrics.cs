using System.Diagnostics.Metrics;
using System.Globalization;
using SecurityResponder.Server.Telemetry;

namespace SecurityResponder.Server.Answers;

/// <summary>The age and size of the current feed, read at each scrape.</summary>
internal sealed class FeedMetrics : IInstruments
{
    public FeedMetrics(IMeterFactory meters, CurrentAnswers answers, TimeProvider time)
    {
        var meter = meters.Create(ResponderMeter.Name);
        meter.CreateObservableGauge(
            "responder.feed.age", () => Age(answers.Now, time), "s",
            "Time since the current feed was generated; absent when the feed has no time.");
        meter.CreateObservableGauge(
            "responder.feed.releases", () => answers.Now?.Feed.Feed.Releases.Count ?? 0, "{release}",
            "Releases in the current feed; 0 without a feed.");
    }

    private static IEnumerable<Measurement<double>> Age(PreparedAnswers? answers, TimeProvider time) =>
        DateTimeOffset.TryParse(answers?.Feed.Document.Generated, CultureInfo.InvariantCulture, out var generated)
            ? [new((time.GetUtcNow() - generated).TotalSeconds)]
            : [];
}
