using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;

namespace SecurityResponder.Server.Faults.Tests;

/// <summary>Sends reports without a pause until it is stopped, each from another cluster.</summary>
internal sealed class Load : IDisposable
{
    private const int Senders = 16;

    private readonly HttpClient _client;
    private readonly ConcurrentQueue<(string Cluster, TimeSpan After)> _acknowledged = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _sending;
    private int _refused;
    private int _broken;

    private Load(Uri address)
    {
        _client = new HttpClient { BaseAddress = address };
        _sending = Task.WhenAll(Enumerable.Range(0, Senders).Select(_ => Task.Run(SendAsync)));
    }

    /// <summary>The clusters that were answered with 200.</summary>
    public IReadOnlyList<string> Acknowledged => [.. _acknowledged.Select(answer => answer.Cluster)];

    /// <summary>The number of answers with 200.</summary>
    public int Count => _acknowledged.Count;

    /// <summary>The number of other answers.</summary>
    public int Refused => _refused;

    /// <summary>The number of requests without an answer.</summary>
    public int Broken => _broken;

    public static Load Start(Uri address) => new(address);

    /// <summary>Waits until a number of further reports was acknowledged.</summary>
    public async Task MoreAsync(int count)
    {
        for (var until = Count + count; Count < until;)
        {
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Waits while the load continues.</summary>
    public static Task ContinueForAsync(TimeSpan duration) => Task.Delay(duration, TestContext.Current.CancellationToken);

    /// <summary>Returns the 99th percentile of the latencies from one answer to another, for the test output.</summary>
    public TimeSpan Percentile99(int from, int to)
    {
        var times = _acknowledged.Skip(from).Take(to - from).Select(answer => answer.After).Order().ToList();
        return times.Count == 0 ? TimeSpan.Zero : times[times.Count * 99 / 100];
    }

    /// <summary>Stops, and waits for the pending requests.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _sending;
    }

    public void Dispose()
    {
        _client.Dispose();
        _stop.Dispose();
    }

    private async Task SendAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            var cluster = Guid.NewGuid().ToString();
            using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(
                $$"""
                {
                  "appVersion": "v1.34.1+rke2r1",
                  "extraTagInfo": { "clusteruuid": "{{cluster}}" },
                  "extraFieldInfo": { "cni-plugin": "canal", "serverNodeCount": 3, "os": "SUSE Linux Enterprise Server 15 SP6" }
                }
                """));
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            var started = Stopwatch.GetTimestamp();
            try
            {
                using var response = await _client.PostAsync("/v1/check", content);
                if (response.IsSuccessStatusCode)
                {
                    _acknowledged.Enqueue((cluster, Stopwatch.GetElapsedTime(started)));
                }
                else
                {
                    Interlocked.Increment(ref _refused);
                }
            }
            catch (HttpRequestException)
            {
                Interlocked.Increment(ref _broken);
                await Task.Delay(5);
            }
        }
    }
}
