using System.Net;
using System.Net.Sockets;

namespace SecurityResponder.Server.Tests.Overload;

/// <summary>Networks that send as many reports of invented clusters as the responder answers, with long values, and some reports of a few
/// clusters again and again.</summary>
/// <param name="address">The responder, which trusts this machine as a proxy.</param>
/// <param name="networks">The number of networks (IPv4 /24).</param>
internal sealed class InventedClusters(Uri address, int networks)
{
    /// <summary>How the operating system of each of them begins.</summary>
    public const string SystemName = "ACME";

    /// <summary>Clusters that report again and again.</summary>
    public const int Repeating = 5;

    private const int Senders = 32;
    private const int RepeatsEvery = 20;
    private const int PaddingLength = 200;

    private static readonly string Padding = new('x', PaddingLength);

    private int _sent, _answered, _limited, _shed, _broken;

    /// <summary>Reports that were answered with 200.</summary>
    public int Answered => _answered;

    /// <summary>Sends until it is cancelled.</summary>
    /// <param name="seed">Decides what is sent.</param>
    /// <param name="end">Ends it.</param>
    public async Task SendAsync(int seed, CancellationToken end)
    {
        using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Senders }) { BaseAddress = address };
        await Task.WhenAll(Enumerable.Range(0, Senders).Select(sender => Task.Run(
            async () =>
            {
                var random = new Random((seed * Senders) + sender);
                while (!end.IsCancellationRequested)
                {
                    await SendOneAsync(client, random);
                }
            },
            CancellationToken.None)));
    }

    public override string ToString() =>
        $"{_sent} requests of {networks} networks: {_answered} answered, {_limited} with 429, {_shed} with 503, {_broken} broken off";

    private async Task SendOneAsync(HttpClient client, Random random)
    {
        var number = Interlocked.Increment(ref _sent);
        var network = random.Next(networks);
        var id = number % RepeatsEvery == 0 ? Id(new Random(random.Next(Repeating))) : Id(random);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/check");
        request.Headers.Add("X-Forwarded-For", $"10.{network / 256}.{network % 256}.{random.Next(1, 255)}");
        request.Content = RunningResponder.Json(
            $$$"""
            {"appVersion":"v1.34.{{{random.Next(20)}}}+rke2r1","extraTagInfo":{"clusteruuid":"{{{id}}}"},"extraFieldInfo":{
            "os":"{{{SystemName}}} {{{number}}} {{{Padding}}}","kernel":"{{{number}}} {{{Padding}}}",
            "cni-plugin":"c{{{number}}} {{{Padding}}}"} }
            """);
        try
        {
            using var response = await client.SendAsync(request, CancellationToken.None);
            Interlocked.Increment(ref Count(response.StatusCode));
        }
        catch (Exception exception) when (exception is HttpRequestException or SocketException or IOException)
        {
            Interlocked.Increment(ref _broken);
        }
    }

    private ref int Count(HttpStatusCode status)
    {
        switch (status)
        {
            case HttpStatusCode.OK: return ref _answered;
            case HttpStatusCode.TooManyRequests: return ref _limited;
            case HttpStatusCode.ServiceUnavailable: return ref _shed;
            default: throw new InvalidOperationException($"status {status}");
        }
    }

    private static Guid Id(Random random)
    {
        var bytes = new byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes);
    }
}
