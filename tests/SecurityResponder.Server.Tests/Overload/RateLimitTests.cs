using System.Globalization;
using System.Net;
using SecurityResponder.Server.Overload;
using SecurityResponder.Server.Settings;

namespace SecurityResponder.Server.Tests.Overload;

public sealed class RateLimitTests : IDisposable
{
    // As many as may come at once; within the seconds of a test one more is filled up each second.
    private const int Burst = 60;

    private readonly TemporaryDirectory _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task A_network_that_sends_more_than_its_share_is_told_when_to_come_back_and_others_are_served()
    {
        await using var responder = await StartAsync();
        var refused = await FloodAsync(responder, "203.0.113.5");

        Assert.Equal(429, (int)refused.StatusCode);
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType?.ToString());
        Assert.InRange(int.Parse(refused.Headers.GetValues("Retry-After").Single(), CultureInfo.InvariantCulture), 5, 25);
        Assert.Equal(429, await StatusAsync(responder, "203.0.113.99", times: 3));
        Assert.Equal(200, await StatusAsync(responder, "198.51.100.5"));
        Assert.Equal(200, await StatusAsync(responder, "2001:db8::5"));
        Assert.InRange(responder.Counted["responder.request.limited"], 1, long.MaxValue);
    }

    [Fact]
    public async Task Health_checks_are_not_counted()
    {
        await using var responder = await StartAsync();
        await FloodAsync(responder, "203.0.113.5");
        foreach (var path in new[] { "/livez", "/readyz", "/v1/healthcheck" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Add("X-Forwarded-For", "203.0.113.5");
            using var response = await responder.Client.SendAsync(request, TestContext.Current.CancellationToken);

            Assert.Equal(200, (int)response.StatusCode);
        }
    }

    [Theory]
    [InlineData("127.0.0.1", null)]
    [InlineData("", 60)]
    public async Task Nobody_is_limited_when_it_is_off_nor_this_machine_whatever_it_says_of_itself(string proxies, int? limit)
    {
        await using var responder = await RunningResponder.StartAsync(
            _data.Path, with: options => options with { TrustedNetworks = ServerOptionTable.Networks(proxies), RequestsPerMinute = limit });

        Assert.Equal(200, await StatusAsync(responder, "203.0.113.5", times: 3 * Burst));
    }

    // The limiter keeps one partition per bucket, so the number of buckets bounds its memory.
    [Fact]
    public void A_million_networks_share_a_fixed_number_of_buckets()
    {
        var buckets = new HashSet<int>();
        for (uint network = 0; network < 1_000_000; network++)
        {
            buckets.Add(RateLimit.Bucket(new IPAddress([(byte)(128 + (network >> 16)), (byte)(network >> 8), (byte)network, 1])));
        }

        Assert.All(buckets, bucket => Assert.InRange(bucket, 0, RateLimit.MaxBuckets - 1));
        Assert.InRange(buckets.Count, RateLimit.MaxBuckets * 9 / 10, RateLimit.MaxBuckets);
    }

    [Theory]
    [InlineData("203.0.113.{0}", 1, 1)]
    [InlineData("2001:db8:0:12{0:x2}::1", 1, 1)]
    [InlineData("203.0.{0}.1", 190, 200)]
    [InlineData("2001:db8:0:{0:x2}00::1", 190, 200)]
    public void Networks_are_24_bits_of_IPv4_and_56_of_IPv6(string addresses, int min, int max)
    {
        // Of 200 networks, a few may share a bucket.
        var buckets = Enumerable.Range(0, 200)
            .Select(number => IPAddress.Parse(string.Format(CultureInfo.InvariantCulture, addresses, number)))
            .Select(RateLimit.Bucket).ToHashSet();

        Assert.InRange(buckets.Count, min, max);
        Assert.All(buckets, bucket => Assert.InRange(bucket, 0, RateLimit.MaxBuckets - 1));
    }

    private Task<RunningResponder> StartAsync() => RunningResponder.StartAsync(
        _data.Path,
        with: options => options with { TrustedNetworks = ServerOptionTable.Networks("127.0.0.1"), RequestsPerMinute = Burst });

    // On until it is sent away: how often that takes depends on how fast the machine is.
    private static async Task<HttpResponseMessage> FloodAsync(RunningResponder responder, string client)
    {
        for (var i = 0; ; i++)
        {
            var response = await SendAsync(responder, client);
            if (response.StatusCode != HttpStatusCode.OK || i > 100 * Burst)
            {
                return response;
            }

            response.Dispose();
        }
    }

    // The worst of so many answers.
    private static async Task<int> StatusAsync(RunningResponder responder, string client, int times = 1)
    {
        var worst = 0;
        for (var i = 0; i < times; i++)
        {
            using var response = await SendAsync(responder, client);
            worst = Math.Max(worst, (int)response.StatusCode);
        }

        return worst;
    }

    private static Task<HttpResponseMessage> SendAsync(RunningResponder responder, string client)
    {
        var content = RunningResponder.Json(RunningResponder.SmallReport);
        var request = new HttpRequestMessage(HttpMethod.Post, "/v1/check") { Content = content };
        request.Headers.Add("X-Forwarded-For", client);
        return responder.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
