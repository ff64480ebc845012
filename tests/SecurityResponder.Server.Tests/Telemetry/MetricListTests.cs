using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using SecurityResponder.Server.Telemetry;
using SecurityResponder.Server.Tests.Storage.Postgres;

namespace SecurityResponder.Server.Tests.Telemetry;

/// <summary><c>docs/responder.md</c> against the code: every metric of ours by the name that Prometheus sees.</summary>
public sealed partial class MetricListTests(PostgresFixture postgres) : IDisposable
{
    private readonly TemporaryDirectory _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task Every_metric_is_listed_and_no_other()
    {
        await using var responder = await RunningResponder.StartAsync(_data.Path, postgres: await postgres.NewDatabaseAsync());
        // What takes reports in is made for the first of them.
        (await responder.CheckAsync(RunningResponder.SmallReport)).Dispose();
        var listed = Row().Matches(await File.ReadAllTextAsync(Repository.ResponderDocument, TestContext.Current.CancellationToken))
            .Select(row => row.Groups[1].Value);

        Assert.Equal(Instruments(responder.Services.GetRequiredService<IMeterFactory>()).Select(InPrometheus).Order(), listed.Order());
    }

    private static List<Instrument> Instruments(IMeterFactory meters)
    {
        var found = new List<Instrument>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (instrument.Meter.Name == ResponderMeter.Name && instrument.Meter.Scope == meters)
            {
                found.Add(instrument);
            }
        };
        listener.Start();
        return found;
    }

    // https://opentelemetry.io/docs/specs/otel/compatibility/prometheus_and_openmetrics/: units in words, those in braces left out.
    private static string InPrometheus(Instrument instrument)
    {
        var unit = instrument.Unit switch { "s" => "_seconds", "By" => "_bytes", _ => "" };
        var total = instrument is Counter<long> or ObservableCounter<long> ? "_total" : "";
        return instrument.Name.Replace('.', '_') + unit + total;
    }

    [GeneratedRegex(@"^\| `(responder_\w+)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
