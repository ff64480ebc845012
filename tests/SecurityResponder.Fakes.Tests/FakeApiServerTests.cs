using System.Net;
using System.Text.Json.Nodes;

namespace SecurityResponder.Fakes.Tests;

public sealed class FakeApiServerTests
{
    private static readonly TestCluster FiveNodes = new()
    {
        Nodes = [.. new[] { "s1", "s2", "s3" }.Select(TestNode.Server), .. new[] { "a1", "a2" }.Select(TestNode.Agent)],
        DaemonSets = [new("kube-system", "rke2-canal", new TestContainer("calico-node", "rancher/hardened-calico:v3.30.3"))],
        IngressClasses = [new("nginx", "k8s.io/ingress-nginx", IsDefault: true)],
    };

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nodes_come_in_pages_that_hold_each_node_once_in_name_order()
    {
        await using var server = await FakeApiServer.StartAsync(FiveNodes);
        using var client = Trusting.Client(server);

        List<string> names = [];
        for (var query = "?limit=2"; query is not "";)
        {
            var page = await ReadAsync(client, $"/api/v1/nodes{query}");
            names.AddRange(page["items"]!.AsArray().Select(node => node!["metadata"]!["name"]!.GetValue<string>()));
            query = page["metadata"]!["continue"] is { } token ? $"?limit=2&continue={token}" : "";
        }

        Assert.Equal(["a1", "a2", "s1", "s2", "s3"], names);
        Assert.Equal(3, server.Requests.To("/api/v1/nodes").Count);
    }

    [Fact]
    public async Task An_empty_token_is_a_bad_request()
    {
        await using var server = await FakeApiServer.StartAsync(FiveNodes);
        using var client = Trusting.Client(server);

        using var answer = await client.GetAsync("/api/v1/nodes?continue=%21", Cancelled);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Missing_resources_are_an_empty_list_or_404()
    {
        await using var server = await FakeApiServer.StartAsync(FiveNodes);
        using var client = Trusting.Client(server);

        var list = await ReadAsync(client, "/apis/apps/v1/namespaces/calico-system/daemonsets");
        using var missing = await client.GetAsync("/api/v1/namespaces/cattle-system", Cancelled);

        Assert.Equal(("DaemonSetList", 0), (list["kind"]!.GetValue<string>(), list["items"]!.AsArray().Count));
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    [Fact]
    public async Task DaemonSets_of_all_namespaces_come_in_pages_each_once()
    {
        await using var server = await FakeApiServer.StartAsync(new TestCluster
        {
            DaemonSets = [new("b", "one"), new("a", "two"), new("a-b", "three"), new("a", "one"), new("b", "two")],
        });
        using var client = Trusting.Client(server);
        var names = new List<string>();
        for (string? token = ""; token is not null;)
        {
            var list = await ReadAsync(client, $"/apis/apps/v1/daemonsets?limit=2{token}");
            names.AddRange(list["items"]!.AsArray().Select(item => $"{item!["metadata"]!["namespace"]}/{item["metadata"]!["name"]}"));
            token = list["metadata"]!["continue"] is { } next ? $"&continue={next}" : null;
        }

        Assert.Equal(["a-b/three", "a/one", "a/two", "b/one", "b/two"], names);
    }

    [Fact]
    public async Task The_HelmChart_of_the_client_is_there_when_RKE2_installed_it()
    {
        const string path = "/apis/helm.cattle.io/v1/namespaces/kube-system/helmcharts/rke2-security-responder";
        await using var prime = await FakeApiServer.StartAsync(FiveNodes with { PrimeValue = "true" });
        await using var other = await FakeApiServer.StartAsync(FiveNodes);
        using var primeClient = Trusting.Client(prime);
        using var otherClient = Trusting.Client(other);

        var chart = await ReadAsync(primeClient, path);
        using var missing = await otherClient.GetAsync(path, Cancelled);

        Assert.Equal("true", chart["spec"]!["set"]!["global.prime.enabled"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    [Fact]
    public async Task A_node_reports_its_versions()
    {
        await using var server = await FakeApiServer.StartAsync(new TestCluster
        {
            GitVersion = "v1.35.6+rke2r1",
            Nodes =
            [
                TestNode.Server("a"),
                TestNode.Agent("b") with { KubeletVersion = "v1.35.3+rke2r1", ContainerRuntime = "containerd://2.1.4" },
            ],
        });
        using var client = Trusting.Client(server);

        var nodes = (await ReadAsync(client, "/api/v1/nodes"))["items"]!.AsArray().Select(node => node!["status"]!["nodeInfo"]!).ToList();

        Assert.Equal(["v1.35.6+rke2r1", "v1.35.3+rke2r1"], nodes.Select(info => info["kubeletVersion"]!.GetValue<string>()));
        Assert.Equal("containerd://2.1.4", nodes[1]["containerRuntimeVersion"]!.GetValue<string>());
    }

    [Fact]
    public async Task Writes_are_validated_like_in_a_real_server()
    {
        await using var server = await FakeApiServer.StartAsync(FiveNodes);
        using var client = Trusting.Client(server);
        const string reports = "/apis/security.rke2.io/v1alpha1/securityreports/cluster";
        const string events = "/apis/events.k8s.io/v1/namespaces/default/events";
        const string report = """{ "metadata": { "name": "cluster" }, "status": { "a": "b" } }""";

        async Task<int> Write(HttpMethod method, string path, string type, string body)
        {
            using var request = new HttpRequestMessage(method, path);
            request.Content = new StringContent(body, new System.Net.Http.Headers.MediaTypeHeaderValue(type));
            using var answer = await client.SendAsync(request, Cancelled);
            return (int)answer.StatusCode;
        }

        const string apply = "application/apply-patch+yaml", merge = "application/merge-patch+json", json = "application/json";
        Assert.Equal(404, await Write(HttpMethod.Patch, $"{reports}?fieldManager=a", apply, report));
        server.Written.ReportSchema = new(JsonNode.Parse("""
            { "type": "object",
              "properties": { "status": { "type": "object", "properties": { "a": { "type": "string", "maxLength": 1 } } } } }
            """)!.AsObject());
        Assert.Equal(422, await Write(HttpMethod.Patch, reports, apply, report));
        Assert.Equal(415, await Write(HttpMethod.Patch, reports, json, report));
        Assert.Equal(201, await Write(HttpMethod.Patch, $"{reports}?fieldManager=a", apply, report));
        Assert.Equal(200, await Write(HttpMethod.Patch, $"{reports}?fieldManager=a", apply, report));
        Assert.Equal(422, await Write(
            HttpMethod.Patch, $"{reports}?fieldManager=a", apply, report.Replace("\"b\"", "\"long\"", StringComparison.Ordinal)));
        Assert.Equal(422, await Write(
            HttpMethod.Patch, $"{reports}?fieldManager=a", apply, report.Replace("\"a\"", "\"unknown\"", StringComparison.Ordinal)));

        const string made = """
            { "metadata": { "name": "e", "namespace": "default" }, "eventTime": "2026-11-24T08:00:00.000000Z",
              "type": "Warning", "reason": "R", "action": "A", "reportingController": "c", "reportingInstance": "i",
              "regarding": { "kind": "Namespace", "name": "kube-system" } }
            """;
        Assert.Equal(422, await Write(HttpMethod.Post, events, json, made.Replace("Warning", "Alarm", StringComparison.Ordinal)));
        Assert.Equal(201, await Write(HttpMethod.Post, events, json, made));
        Assert.Equal(409, await Write(HttpMethod.Post, events, json, made));
        Assert.Equal(422, await Write(HttpMethod.Patch, $"{events}/e", merge, """{ "note": "other" }"""));
        Assert.Equal(200, await Write(
            HttpMethod.Patch, $"{events}/e", merge, """{ "series": { "count": 2, "lastObservedTime": "2026-11-24T16:00:00.000000Z" } }"""));
        Assert.Equal(404, await Write(HttpMethod.Patch, $"{events}/other", merge, """{ "series": {} }"""));
        server.Written.Denied.Add("create events");
        Assert.Equal(403, await Write(HttpMethod.Post, events, json, made));
        Assert.Equal(403, await Write(HttpMethod.Post, "/api/v1/namespaces", json, "{}"));
    }

    [Fact]
    public async Task Only_the_current_token_is_accepted()
    {
        await using var server = await FakeApiServer.StartAsync(FiveNodes);
        using var client = Trusting.Client(server);
        using var before = await client.GetAsync("/version", Cancelled);

        server.ServerToken = "token-2";
        using var after = await client.GetAsync("/version", Cancelled);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Unauthorized), (before.StatusCode, after.StatusCode));
    }

    [Fact]
    public async Task A_client_certificate_of_another_authority_is_rejected()
    {
        await using var server = await FakeApiServer.StartAsync(FiveNodes);
        using var stranger = new TestAuthority();
        server.ServerToken = null;
        using var known = Trusting.Client(server, token: null, server.Authority.IssueClient("tester"));
        using var unknown = Trusting.Client(server, token: null, stranger.IssueClient("tester"));

        using var welcomed = await known.GetAsync("/version", Cancelled);
        using var refused = await unknown.GetAsync("/version", Cancelled);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Unauthorized), (welcomed.StatusCode, refused.StatusCode));
    }

    [Fact]
    public async Task An_override_answers_the_given_number_of_times()
    {
        await using var server = await FakeApiServer.StartAsync(FiveNodes);
        using var client = Trusting.Client(server);
        server.Override("/version", Answer.Status(429, "TooManyRequests", "slow down").WithRetryAfter(7), times: 1);

        using var first = await client.GetAsync("/version", Cancelled);
        using var second = await client.GetAsync("/version", Cancelled);

        Assert.Equal((HttpStatusCode.TooManyRequests, "7"), (first.StatusCode, first.Headers.RetryAfter?.ToString()));
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
    }

    [Theory]
    [InlineData("1.1", "HTTP/1.1")]
    [InlineData("2.0", "HTTP/2")]
    public async Task Both_versions_of_HTTP_are_spoken(string version, string expected)
    {
        await using var server = await FakeApiServer.StartAsync(FiveNodes);
        using var client = Trusting.Client(server);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/version")
        {
            Version = Version.Parse(version),
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };

        using var answer = await client.SendAsync(request, Cancelled);

        Assert.Equal(expected, Assert.Single(server.Requests.All).Protocol);
    }

    private static async Task<JsonNode> ReadAsync(HttpClient client, string path) =>
        JsonNode.Parse(await client.GetStringAsync(path, Cancelled))!;
}
