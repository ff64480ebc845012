using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using SecurityResponder.Server.Storage.Postgres;
using SecurityResponder.Server.Tests.Storage.Postgres;

namespace SecurityResponder.Server.Tests.Telemetry;

public sealed class ForwardMetricsTests(PostgresFixture database) : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 8, 31, 12, 0, 0, TimeSpan.Zero);

    private const string Waiting = "responder_forward_waiting";
    private const string Delay = "responder_forward_delay_seconds";
    private const string Age = "responder_forward_age_seconds";
    private const string Failed = "responder_forward_failed_total";

    private readonly TemporaryDirectory _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task A_database_that_is_away_shows_in_what_waits_and_what_fails_until_it_is_back()
    {
        Assert.SkipWhen(PostgresPrograms.Missing is not null, PostgresPrograms.Missing ?? "");
        await using var postgres = await PostgresServer.StartAsync();
        using var responder = await MeasuredProcess.StartAsync(_data, null, "--postgres", postgres.ConnectionString);
        await ReportAsync(responder, 3);
        var well = await responder.ScrapeWhenAsync(scrape => scrape.Sum(Waiting) == 0 && scrape.Names.Contains(Age));
        await postgres.SignalAsync("KILL");
        await ReportAsync(responder, 4);
        var away = await responder.ScrapeWhenAsync(scrape => scrape.Sum(Failed) >= 2);
        await postgres.ContinueAsync();
        var back = await responder.ScrapeWhenAsync(scrape => scrape.Sum(Waiting) == 0);

        Assert.Equal((0, 0), (well.Sum(Failed), well.Sum(Delay)));
        Assert.Equal(4, away.Sum(Waiting));
        Assert.InRange(away.Sum(Delay), double.Epsilon, double.MaxValue);
        Assert.InRange(away.Sum(Age), double.Epsilon, double.MaxValue);
        Assert.Equal(0, back.Sum(Delay));
        Assert.InRange(back.Sum(Failed), away.Sum(Failed), double.MaxValue);
    }

    [Fact]
    public async Task What_an_earlier_life_left_in_the_journal_waits_before_any_database_was_reached()
    {
        using (var before = await MeasuredProcess.StartAsync(_data))
        {
            await ReportAsync(before, 5);
            var without = await before.ScrapeAsync();
            Assert.DoesNotContain(without.Names, name => name.StartsWith("responder_forward_", StringComparison.Ordinal));
            await before.Server.KillAsync();
        }

        using var nobody = new TcpListener(IPAddress.Loopback, 0);
        nobody.Start();
        var port = ((IPEndPoint)nobody.LocalEndpoint).Port;
        nobody.Stop();
        using var responder =
            await MeasuredProcess.StartAsync(_data, null, "--postgres", $"Host=127.0.0.1;Port={port};Username=postgres;Database=postgres");
        var away = await responder.ScrapeWhenAsync(scrape => scrape.Sum(Failed) >= 1);

        Assert.Equal(5, away.Sum(Waiting));
        Assert.InRange(away.Sum(Delay), double.Epsilon, double.MaxValue);
        Assert.DoesNotContain(Age, away.Names);
    }

    // With a clock of its own: the journal keeps whole seconds, so a real clock could show a delay above the age.
    [Fact]
    public async Task Delay_counts_from_the_oldest_waiting_report_and_age_from_the_last_batch()
    {
        await using var store = await PostgresStoreUnderTest.StartAsync(Noon, await database.NewDatabaseAsync());
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        _ = new ForwardMetrics(services.GetRequiredService<IMeterFactory>(), store.Forwarder, store.Data, store.Time);
        await store.SaveAsync(Storage.Reports.Of("a"), Noon);
        await store.FlushAsync();
        await store.SaveAsync(Storage.Reports.Of("a"), Noon.AddSeconds(10));
        await store.SaveAsync(Storage.Reports.Of("b"), Noon.AddSeconds(12));
        store.Time.AdjustTime(Noon.AddSeconds(15));

        var seconds = Seconds(services.GetRequiredService<IMeterFactory>());

        Assert.Equal(5, seconds["responder.forward.delay"]);
        Assert.Equal(15, seconds["responder.forward.age"]);
    }

    // The gauges in seconds, by name.
    private static Dictionary<string, double> Seconds(IMeterFactory meters)
    {
        var seconds = new Dictionary<string, double>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, asking) =>
        {
            if (instrument.Meter.Scope == meters)
            {
                asking.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => seconds[instrument.Name] = value);
        listener.Start();
        listener.RecordObservableInstruments();
        return seconds;
    }

    private static async Task ReportAsync(MeasuredProcess responder, int times)
    {
        for (var i = 0; i < times; i++)
        {
            Assert.Equal(200, await responder.CheckAsync(RunningResponder.SmallReport));
        }
    }
}
