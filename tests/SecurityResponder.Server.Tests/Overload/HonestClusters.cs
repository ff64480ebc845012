using System.Net;

namespace SecurityResponder.Server.Tests.Overload;

/// <summary>Clusters that report from time to time, as the client does: a report that is sent away is tried again.</summary>
/// <param name="address">The responder, which trusts this machine as a proxy.</param>
/// <param name="clusters">Their number.</param>
internal sealed class HonestClusters(Uri address, int clusters)
{
    private const int Networks = 20;
    private const int MaxAttempts = 3;

    private readonly int[] _acknowledged = new int[clusters];
    private int _retried, _unanswered;

    /// <summary>The number of reports of each cluster that were answered with 200.</summary>
    public IReadOnlyList<int> Acknowledged => _acknowledged;

    /// <summary>Reports that no attempt got an answer for.</summary>
    public int Unanswered => _unanswered;

    /// <summary>The UID of a cluster.</summary>
    public static Guid Id(int number) => new(number, 0x1234, 0x4abc, 0x8d, 0xef, 6, 5, 4, 3, 2, 1);

    /// <summary>Sends one report of each cluster, before the flood begins.</summary>
    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        using var client = new HttpClient { BaseAddress = address };
        await Parallel.ForAsync(0, clusters, cancellationToken, async (cluster, _) => await ReportAsync(client, cluster));
    }

    /// <summary>Lets each cluster report once in each interval, until it is cancelled.</summary>
    public async Task ReportAsync(TimeSpan interval, CancellationToken end)
    {
        using var client = new HttpClient { BaseAddress = address };
        await Task.WhenAll(Enumerable.Range(0, clusters).Select(async cluster =>
        {
            var pause = interval * ((cluster + 0.5) / clusters);
            while (await IsOverAsync(pause, end))
            {
                await ReportAsync(client, cluster);
                pause = interval;
            }
        }));
    }

    public override string ToString() =>
        $"{clusters} honest clusters: {_acknowledged.Sum()} reports acknowledged, {_retried} attempts repeated, {_unanswered} not answered";

    private static async Task<bool> IsOverAsync(TimeSpan pause, CancellationToken end)
    {
        await Task.Delay(pause, end).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        return !end.IsCancellationRequested;
    }

    private async Task ReportAsync(HttpClient client, int cluster)
    {
        for (var attempt = 1; attempt <= MaxAttempts; attempt++)
        {
            using var response = await SendAsync(client, cluster);
            if (response.StatusCode == HttpStatusCode.OK)
            {
                Interlocked.Increment(ref _acknowledged[cluster]);
                return;
            }

            Interlocked.Increment(ref _retried);
            await Task.Delay(response.Headers.RetryAfter!.Delta!.Value);
        }

        Interlocked.Increment(ref _unanswered);
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, int cluster)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/check");
        request.Headers.Add("X-Forwarded-For", $"192.168.{cluster % Networks}.{1 + (cluster / Networks % 250)}");
        request.Content = RunningResponder.Json(
            $$$"""
            {"appVersion":"v1.35.7+rke2r1","extraTagInfo":{"clusteruuid":"{{{Id(cluster)}}}"},
            "extraFieldInfo":{"os":"SLE Micro 6.1","arch":"amd64","cni-plugin":"canal","serverNodeCount":3,"agentNodeCount":9} }
            """);
        return await client.SendAsync(request, CancellationToken.None);
    }
}
