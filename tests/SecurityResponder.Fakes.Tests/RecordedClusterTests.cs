using System.Buffers.Text;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace SecurityResponder.Fakes.Tests;

public sealed class RecordedClusterTests : IDisposable
{
    private readonly TestFolder _folder = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("/version", "{ \"gitVersion\": \"v1.2.3\" }")]
    [InlineData("/api/v1/nodes?limit=500", "page one")]
    [InlineData("/api/v1/nodes?limit=500&continue=abc", "page two")]
    [InlineData("/api/v1/nodes", "{\"items\":[{\"metadata\":{\"name\":\"n1\"}}]}")]
    public async Task Recorded_answers_are_sent_byte_for_byte(string path, string expected)
    {
        await using var server = await StartAsync();
        using var client = Trusting.Client(server);

        Assert.Equal(expected, await client.GetStringAsync(path, Cancelled));
    }

    [Theory]
    [InlineData("m", "n1")]
    [InlineData("n1\0", "")]
    public async Task An_unrecorded_continue_token_continues_after_its_key(string start, string expected)
    {
        await using var server = await StartAsync();
        using var client = Trusting.Client(server);
        var token = new JsonObject { ["v"] = "meta.k8s.io/v1", ["rv"] = -1, ["start"] = start }.ToJsonString();

        var encoded = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(token));
        var page = await client.GetStringAsync($"/api/v1/nodes?continue={encoded}", Cancelled);

        var names = JsonNode.Parse(page)!["items"]!.AsArray().Select(node => node!["metadata"]!["name"]!.GetValue<string>());
        Assert.Equal(expected, string.Join(',', names));
    }

    [Fact]
    public async Task Unrecorded_resources_are_an_empty_list()
    {
        await using var server = await StartAsync();
        using var client = Trusting.Client(server);

        var list = await client.GetStringAsync("/apis/networking.k8s.io/v1/ingressclasses", Cancelled);

        Assert.Contains("\"kind\":\"IngressClassList\"", list);
        Assert.Contains("\"items\":[]", list);
    }

    [Fact]
    public async Task DaemonSets_recorded_by_namespace_are_listed_together()
    {
        _folder.Write("daemonsets.b.json", "{\"items\":[{\"metadata\":{\"name\":\"two\",\"namespace\":\"b\"}}]}");
        _folder.Write("daemonsets.a.json", "{\"items\":[{\"metadata\":{\"name\":\"one\",\"namespace\":\"a\"}}]}");
        await using var server = await StartAsync();
        using var client = Trusting.Client(server);

        var list = JsonNode.Parse(await client.GetStringAsync("/apis/apps/v1/daemonsets?limit=500", Cancelled))!["items"]!.AsArray();

        Assert.Equal(["one", "two"], list.Select(item => item!["metadata"]!["name"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_recorded_exchange_is_replayed_without_its_request()
    {
        await using var server = await StartAsync();
        using var client = Trusting.Client(server);
        var file = _folder.Write(
            "exchange.http", "GET /x HTTP/1.1\nAccept: a/b\n\n\n--- answer ---\nHTTP/1.1 403\nContent-Type: text/plain\n\nno\n");
        server.Override("/api/v1/nodes", Answer.FromHttpFile(file));

        using var answer = await client.GetAsync("/api/v1/nodes", Cancelled);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal("text/plain", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("no\n", await answer.Content.ReadAsStringAsync(Cancelled));
    }

    [Fact]
    public async Task A_recorded_error_is_replayed_with_status_headers_and_body()
    {
        await using var server = await StartAsync();
        using var client = Trusting.Client(server);
        var file = _folder.Write(
            "410.http",
            "HTTP/2 410 \r\ncontent-type: application/json\r\naudit-id: 1-2\r\ncontent-length: 3\r\n\r\n{}\n");
        server.Override("/api/v1/nodes", Answer.FromHttpFile(file));

        using var answer = await client.GetAsync("/api/v1/nodes", Cancelled);

        Assert.Equal(HttpStatusCode.Gone, answer.StatusCode);
        Assert.Equal("1-2", Assert.Single(answer.Headers.GetValues("audit-id")));
        Assert.Equal("{}\n", await answer.Content.ReadAsStringAsync(Cancelled));
    }

    [Fact]
    public async Task Every_line_of_the_shared_recordings_can_be_asked_for()
    {
        var clusters = SharedClusters();
        Assert.SkipWhen(clusters.Length == 0, "../shared/fixtures/apiserver is not here");
        foreach (var cluster in clusters)
        {
            await using var server = await FakeApiServer.StartRecordedAsync(cluster);
            using var client = Trusting.Client(server);
            foreach (var line in await File.ReadAllLinesAsync(Path.Combine(cluster, "index.tsv"), Cancelled))
            {
                var parts = line.Split('\t');
                using var answer = await client.GetAsync(parts[1], Cancelled);
                Assert.Equal(parts[0], $"{(int)answer.StatusCode}");
                var recorded = await File.ReadAllBytesAsync(Path.Combine(cluster, parts[2]), Cancelled);
                Assert.Equal(recorded, await answer.Content.ReadAsByteArrayAsync(Cancelled));
            }
        }
    }

    private static string[] SharedClusters()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (!File.Exists(Path.Combine(at.FullName, "SecurityResponder.slnx")))
            {
                continue;
            }

            var recordings = Path.Combine(at.FullName, "..", "shared", "fixtures", "apiserver");
            if (!Directory.Exists(recordings))
            {
                return [];
            }

            return [.. Directory.EnumerateDirectories(recordings).Where(path => File.Exists(Path.Combine(path, "index.tsv")))];
        }

        return [];
    }

    private Task<FakeApiServer> StartAsync()
    {
        _folder.Write("index.tsv", string.Concat(
            "200\t/version\tversion.json\n",
            "200\t/api/v1/nodes\tnodes.json\n",
            "200\t/api/v1/nodes?limit=4\tpage1.json\n",
            "200\t/api/v1/nodes?limit=4&continue=abc\tpage2.json\n"));
        _folder.Write("version.json", "{ \"gitVersion\": \"v1.2.3\" }");
        _folder.Write("nodes.json", "{\"items\":[{\"metadata\":{\"name\":\"n1\"}}]}");
        _folder.Write("page1.json", "page one");
        _folder.Write("page2.json", "page two");
        return FakeApiServer.StartRecordedAsync(_folder.Path);
    }
}
