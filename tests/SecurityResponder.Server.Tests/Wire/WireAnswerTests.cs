using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using SecurityResponder.Server.Answers;
using SecurityResponder.Server.Settings;
using SecurityResponder.Server.Tests.Overload;

namespace SecurityResponder.Server.Tests.Wire;

/// <summary><c>docs/openapi.json</c> against what comes over the wire.</summary>
public sealed class WireAnswerTests : IDisposable
{
    // The least that may be set, a minute.
    private const int Share = 60;

    private static readonly JsonNode Document = JsonNode.Parse(File.ReadAllText(Repository.OpenApiDocument))!;

    private readonly TemporaryDirectory _data = new();
    private readonly ConcurrentDictionary<string, bool> _provoked = [];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task Every_documented_answer_can_be_had_and_no_other_can()
    {
        await Task.WhenAll(ProvokeRunningAsync(SignedFeed()), ProvokeRunningAsync("http://127.0.0.1:1/v1/feed"), ProvokeBrokenAsync(),
            ProvokeFloodedAsync(), ProvokeOverloadedAsync());

        Assert.Equal(WireAnswer.Documented(Document).Select(answer => answer.ToString()).Order(), _provoked.Keys.Order());
    }

    [Fact]
    public async Task Every_body_is_what_its_schema_says()
    {
        await using var responder = await StartAsync(SignedFeed());
        foreach (var version in new[] { "v1.34.1+rke2r1", "v1.33.4+rke2r1", "v9.9.9" })
        {
            AssertIs("Answer", await responder.AnswerAsync(version));
        }

        AssertIs("Answer", await responder.Client.GetStringAsync("/v1/feed", Cancelled));
        foreach (var figure in FigureSchema.Names)
        {
            foreach (var query in new[] { "", "?window=7&cni=canal&os=", "?dev=1" })
            {
                AssertIs("Figure", await responder.Client.GetStringAsync($"/figures/{figure}.json{query}", Cancelled));
            }
        }

        using var malformed = await responder.CheckAsync("{");
        AssertIs("Problem", await malformed.Content.ReadAsStringAsync(Cancelled));
        using var none = await responder.Client.GetAsync("/figures/nothing.json", Cancelled);
        AssertIs("Problem", await none.Content.ReadAsStringAsync(Cancelled));
    }

    [Theory]
    [InlineData("Problem", """{"status":"400","title":"a","detail":"b"}""", "$.status: integer")]
    [InlineData("Problem", """{"status":400,"title":"a"}""", "$: with detail")]
    [InlineData("Answer", """{"versions":[{"tags":[1]}]}""", "$.versions[0].tags[0]: string or null")]
    [InlineData("Answer", """{"advisories":[{"affected":[{"severity":[{"score":9}]}]}]}""",
        "$.advisories[0].affected[0].severity[0].score: string or null")]
    [InlineData("Figure", """{"name":"other"}""", """$: with windowDays""")]
    public void A_body_that_its_schema_does_not_allow_is_found_out(string schema, string body, string fault) => Assert.Contains(
        Faults(schema, body), found => found.StartsWith(fault, StringComparison.Ordinal));

    private static IEnumerable<string> Faults(string schema, string body) =>
        new SchemaCheck(Document).Faults(JsonNode.Parse(body), Document["components"]!["schemas"]![schema]!);

    private static void AssertIs(string schema, string body) => Assert.Empty(Faults(schema, body));

    private string SignedFeed()
    {
        File.Copy(Repository.SampleFeed, _data.File("feed.json"), overwrite: true);
        File.WriteAllText(_data.File("feed.json") + FeedDocument.SignatureSuffix, "signed");
        return _data.File("feed.json");
    }

    private Task<RunningResponder> StartAsync(string feed) => RunningResponder.StartAsync(_data.File(Path.GetRandomFileName()), feed);

    private async Task ProvokeRunningAsync(string feed)
    {
        await using var responder = await StartAsync(feed);
        await ProvokeAsync(responder.Client.BaseAddress!);
    }

    // A broken file would be moved aside, a folder cannot be opened at all.
    private async Task ProvokeBrokenAsync()
    {
        Directory.CreateDirectory(_data.File("broken/reports.db"));
        await using var responder = await RunningResponder.StartAsync(_data.File("broken"));
        await ProvokeAsync(responder.Client.BaseAddress!);
    }

    private async Task ProvokeFloodedAsync()
    {
        await using var responder = await RunningResponder.StartAsync(
            _data.File("flooded"),
            with: options => options with { TrustedNetworks = ServerOptionTable.Networks("127.0.0.1"), RequestsPerMinute = Share });
        // The first time takes what the network may send at once.
        for (var times = 0; times < 2; times++)
        {
            await ProvokeAsync(responder.Client.BaseAddress!, "203.0.113.5");
        }
    }

    private async Task ProvokeOverloadedAsync()
    {
        await using var responder = await RunningResponder.StartAsync(_data.File("overloaded"));
        await using var queue = new FullQueue(responder.Store);
        await ProvokeAsync(responder.Client.BaseAddress!);
    }

    private Task ProvokeAsync(Uri address, string client = "127.0.0.1") => Task.WhenAll(
        from operation in WireOperations.All
        from provocation in Provocation.All
        select TryAsync(provocation, address, operation, client));

    private async Task TryAsync(Provocation provocation, Uri address, WireOperation operation, string client) =>
        _provoked[(await provocation.TryAsync(address, operation, client)).ToString()] = true;
}
