using System.Net;
using SecurityResponder.Client.Http;
using SecurityResponder.Client.Notifying;
using SecurityResponder.Fakes;
using SecurityResponder.Proxies;

namespace SecurityResponder.Client.Tests.Notifying;

/// <summary>Alerts go to every replica of an Alertmanager, which do not share them.</summary>
public sealed class AlertmanagerReplicaTests
{
    private static readonly IPAddress[] DualStack =
    [
        IPAddress.Parse("10.42.0.1"), IPAddress.Parse("10.42.0.2"), IPAddress.Parse("fd00::1"), IPAddress.Parse("fd00::2"),
    ];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_address_in_the_list_gets_the_alerts_and_each_failure_is_logged()
    {
        await using var first = await FakeResponder.StartPlainAsync([Answer.Json(200, "")]);
        await using var second = await FakeResponder.StartPlainAsync([Answer.Json(200, "")]);
        await using var cluster = await WatchedCluster.StartAsync(WatchedCluster.Vulnerable);
        string[] addresses = [$"http://127.0.0.1:{first.Port}", "http://alertmanager.invalid:9093", $"http://127.0.0.1:{second.Port}"];

        var run = await cluster.CheckAsync("", "--alertmanager", string.Join(',', addresses));

        Assert.Equal("the host name cannot be resolved", Assert.Single(run.Log, line => line["event"] == "411")["reason"]);
        Assert.Equal(Assert.Single(first.Requests.All).Body.ToArray(), Assert.Single(second.Requests.All).Body.ToArray());
    }

    [Theory]
    [InlineData("", "10.42.0.1 10.42.0.2", null)]
    [InlineData("10.42.0.2", "10.42.0.1 10.42.0.2", "1 of 2 replicas: refused")]
    [InlineData("10.42.0.1 10.42.0.2", "10.42.0.1 10.42.0.2 fd00::1 fd00::2", null)]
    [InlineData("10.42.0.1 10.42.0.2 fd00::1", "10.42.0.1 10.42.0.2 fd00::1 fd00::2", "1 of 2 replicas: refused")]
    public async Task The_other_IP_version_is_used_only_when_nothing_answers_on_the_first(string down, string asked, string? reason)
    {
        var addresses = new List<string>();

        var result = await AlertmanagerReplicas.SendAsync(DualStack, replica =>
        {
            addresses.Add(replica!.ToString());
            return Task.FromResult(down.Split(' ').Contains(addresses[^1]) ? "refused" : null);
        });

        Assert.Equal(asked, string.Join(' ', addresses));
        Assert.Equal(reason, result);
    }

    [Fact]
    public async Task A_single_address_fails_with_its_own_reason() => Assert.Equal(
        "refused", await AlertmanagerReplicas.SendAsync(DualStack[..1], _ => Task.FromResult<string?>("refused")));

    [Fact]
    public async Task A_request_to_a_replica_has_the_name_of_the_Alertmanager()
    {
        await using var replica = await FakeResponder.StartAsync([Answer.Json(200, "")], ["alertmanager.example"]);
        var factory = new HttpInvokerFactory(new(), new EnvironmentProxy(_ => null));
        using var http = factory.Create(TrustedRoots.Load(replica.CaFile), IPAddress.Loopback);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"https://alertmanager.example:{replica.Port}/");

        using var response = await http.SendAsync(request, Cancelled);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal($"alertmanager.example:{replica.Port}", replica.Requests.All[0].Headers["Host"]);
    }

    [Fact]
    public async Task A_proxy_resolves_the_name_itself()
    {
        var proxy = new EnvironmentProxy(name => name == "HTTP_PROXY" ? "proxy.example:3128" : null);

        Assert.Empty(await AlertmanagerReplicas.FindAsync(new("http://alertmanager.example"), proxy, Cancelled));
        Assert.Equal("refused", await AlertmanagerReplicas.SendAsync([], to => Task.FromResult<string?>(to is null ? "refused" : null)));
        Assert.Equal(
            [IPAddress.Loopback], await AlertmanagerReplicas.FindAsync(new("http://127.0.0.1:9093"), proxy, Cancelled));
    }
}
