using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using SecurityResponder.Server.Guarding;
using SecurityResponder.Server.Tests.Receiving;

namespace SecurityResponder.Server.Tests.Guarding;

public sealed class DoorTests
{
    private bool _isBehind;

    [Fact]
    public async Task While_the_program_is_behind_one_more_connection_hears_when_to_come_back_and_health_is_told()
    {
        await using var host = await StartAsync(handful: 2);
        using var first = new RawConnection(new Uri(host.Urls.Single()));
        using var second = new RawConnection(new Uri(host.Urls.Single()));
        await first.SendAsync("POST /v1/check HTTP/1.1\r\n");
        await second.SendAsync("POST /v1/check HTTP/1.1\r\n");
        _isBehind = true;
        using var client = new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero }) { BaseAddress = new Uri(host.Urls.Single()) };
        using var turnedAway = await client.PostAsync("/v1/check", RunningResponder.Json(RunningResponder.SmallReport), TestContext.Current.CancellationToken);
        using var health = await client.GetAsync("/livez", TestContext.Current.CancellationToken);
        _isBehind = false;
        using var later = await client.PostAsync("/v1/check", RunningResponder.Json(RunningResponder.SmallReport), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, turnedAway.StatusCode);
        Assert.InRange(turnedAway.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 5, 25);
        Assert.Equal("application/problem+json", turnedAway.Content.Headers.ContentType?.ToString());
        Assert.Contains("\"status\":503", await turnedAway.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (health.StatusCode, later.StatusCode));
    }

    [Fact]
    public async Task Those_who_are_in_are_served_although_the_program_is_behind()
    {
        await using var host = await StartAsync(handful: 1);
        using var client = new HttpClient { BaseAddress = new Uri(host.Urls.Single()) };
        using var before = await client.GetAsync("/any", TestContext.Current.CancellationToken);
        _isBehind = true;
        using var after = await client.GetAsync("/any", TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (before.StatusCode, after.StatusCode));
    }

    [Fact]
    public async Task Where_there_is_hardly_room_for_more_one_more_hears_when_to_come_back_although_the_program_is_not_behind()
    {
        await using var host = await StartAsync(handful: 1, most: 2);
        using var first = new RawConnection(new Uri(host.Urls.Single()));
        using var second = new RawConnection(new Uri(host.Urls.Single()));
        await first.SendAsync("POST /v1/check HTTP/1.1\r\n");
        await second.SendAsync("POST /v1/check HTTP/1.1\r\n");
        using var client = new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero }) { BaseAddress = new Uri(host.Urls.Single()) };
        using var turnedAway = await client.PostAsync("/v1/check", RunningResponder.Json(RunningResponder.SmallReport), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, turnedAway.StatusCode);
        Assert.InRange(turnedAway.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 5, 25);
    }

    [Fact]
    public async Task The_door_of_a_responder_stands_open_when_it_has_nothing_to_do()
    {
        using var data = new TemporaryDirectory();
        await using var responder = await RunningResponder.StartAsync(data.Path);
        for (var i = 0; i < 20; i++) (await responder.CheckAsync(RunningResponder.SmallReport)).EnsureSuccessStatusCode().Dispose();

        Assert.Equal(0, responder.Counted.GetValueOrDefault("responder.connection.turned_away"));
    }

    [Fact]
    public void Work_whose_turn_comes_is_no_lag_and_work_that_waits_half_a_second_is()
    {
        var time = new FakeTimeProvider();
        using var lag = new Lag(time);
        IThreadPoolWorkItem asked = lag;
        asked.Execute();
        Assert.False(lag.IsMuch);

        // Threads of the pool may be quick or slow here: what is put behind the rest is asked for until one was too slow.
        while (!lag.IsMuch) time.Advance(TimeSpan.FromSeconds(1));
        asked.Execute();

        Assert.False(lag.IsMuch);
    }

    private async Task<WebApplication> StartAsync(int handful, int most = 1000)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var door = new Door(() => _isBehind, handful, most, new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<System.Diagnostics.Metrics.IMeterFactory>(), NullLogger<Door>.Instance);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureEndpointDefaults(listener => listener.Use(door.Before)));
        var host = builder.Build();
        RequestDelegate answer = _ => Task.CompletedTask;
        host.Run(answer);
        await host.StartAsync(TestContext.Current.CancellationToken);
        return host;
    }
}
