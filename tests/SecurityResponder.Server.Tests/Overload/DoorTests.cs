using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using SecurityResponder.Server.Http;
using SecurityResponder.Server.Overload;
using SecurityResponder.Server.Tests.Checks;

namespace SecurityResponder.Server.Tests.Overload;

public sealed class DoorTests
{
    private readonly FakeTimeProvider _time = new();
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
    public async Task Where_there_is_no_room_a_request_takes_the_place_of_those_who_ask_nothing()
    {
        await using var host = await StartAsync(handful: 1, most: 2);
        using var silent = new RawConnection(new Uri(host.Urls.Single()));
        using var half = new RawConnection(new Uri(host.Urls.Single()));
        await half.SendAsync("POST /v1/check HTTP/1.1\r\nHost: ");
        await Task.Delay(100, TestContext.Current.CancellationToken);
        _time.Advance(Guest.First + TimeSpan.FromMilliseconds(1));
        using var another = new RawConnection(new Uri(host.Urls.Single()));
        await another.SendAsync("GET /any HTTP/1.1\r\nHost: a\r\n\r\n");

        Assert.Equal("HTTP/1.1 200 OK", await another.StatusLineAsync());
        Assert.Equal("", await silent.EndAsync(TestContext.Current.CancellationToken));
        Assert.Equal("", await half.EndAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Who_asked_something_lately_keeps_its_place_and_who_does_not_ask_takes_nobodys()
    {
        await using var host = await StartAsync(handful: 1, most: 1);
        using var asks = new RawConnection(new Uri(host.Urls.Single()));
        await asks.SendAsync("GET /any HTTP/1.1\r\nHost: a\r\n\r\n");
        Assert.Equal("HTTP/1.1 200 OK", await asks.StatusLineAsync());
        _time.Advance(Guest.Next);
        using var another = new RawConnection(new Uri(host.Urls.Single()));
        await another.SendAsync("GET /any HTTP/1.1\r\nHost: a\r\n\r\n");
        Assert.Equal("HTTP/1.1 503 Busy", await another.StatusLineAsync());

        _time.Advance(TimeSpan.FromSeconds(1));
        using var half = new RawConnection(new Uri(host.Urls.Single()));
        await half.SendAsync("GET /livez HTTP/1.1\r\nHost: ");
        Assert.Equal("HTTP/1.1 503 Busy", await half.StatusLineAsync());
        using var next = new RawConnection(new Uri(host.Urls.Single()));
        await next.SendAsync("GET /any HTTP/1.1\r\nHost: a\r\n\r\n");

        Assert.Equal("HTTP/1.1 200 OK", await next.StatusLineAsync());
    }

    [Fact]
    public async Task The_door_of_a_responder_stands_open_when_it_has_nothing_to_do()
    {
        using var data = new TemporaryDirectory();
        await using var responder = await RunningResponder.StartAsync(data.Path);
        for (var i = 0; i < 20; i++)
        {
            (await responder.CheckAsync(RunningResponder.SmallReport)).EnsureSuccessStatusCode().Dispose();
        }

        Assert.Equal(0, responder.Counted.GetValueOrDefault("responder.connection.turned_away"));
    }

    [Fact]
    public void Work_whose_turn_comes_is_no_lag_and_work_that_waits_half_a_second_is()
    {
        var time = new FakeTimeProvider();
        using var lag = new ThreadPoolDelay(time);
        IThreadPoolWorkItem asked = lag;
        asked.Execute();
        Assert.False(lag.IsMuch);

        // Threads of the pool may be quick or slow here: what is put behind the rest is asked for until one was too slow.
        while (!lag.IsMuch)
        {
            time.Advance(TimeSpan.FromSeconds(1));
        }

        asked.Execute();

        Assert.False(lag.IsMuch);
    }

    private async Task<WebApplication> StartAsync(int handful, int most = 1000)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var meters = new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<System.Diagnostics.Metrics.IMeterFactory>();
        var door = new Door(new Guests(_time), () => _isBehind, handful, most, meters, NullLogger<Door>.Instance);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureEndpointDefaults(listener => listener.Use(door.Before)));
        var host = builder.Build();
        host.UseRequestBodyLimit();
        host.Use(next => context =>
        {
            if (context.Request.ContentLength is null)
            {
                Guest.Asks(context);
            }

            return next(context);
        });
        RequestDelegate answer = _ => Task.CompletedTask;
        host.Run(answer);
        await host.StartAsync(TestContext.Current.CancellationToken);
        return host;
    }
}
