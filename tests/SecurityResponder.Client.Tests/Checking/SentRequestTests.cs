using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using SecurityResponder.Fakes;

namespace SecurityResponder.Client.Tests.Checking;

/// <summary>The request contains the payload that <c>--debug</c> prints and no other data.</summary>
public sealed class SentRequestTests
{
    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Theory]
    [InlineData("recommended")]
    [InlineData("minimal")]
    public async Task The_body_is_what_debug_shows_to_the_byte_but_for_white_space(string mode)
    {
        await using var responder = await FakeResponder.StartAsync([Answers.Good]);

        var shown = await ClientRun.ToAsync(responder, new AutoAdvancingTime(), "--mode", mode, "--debug");
        Assert.Empty(responder.Requests.All);
        await ClientRun.ToAsync(responder, new AutoAdvancingTime(), "--mode", mode);

        var sent = Encoding.UTF8.GetString(Assert.Single(responder.Requests.All).Body.Span);
        Assert.Equal(JsonNode.Parse(shown.Output)!.ToJsonString(Compact), sent);
    }

    [Fact]
    public async Task Headers_name_the_program_and_its_version_and_nothing_else()
    {
        await using var responder = await FakeResponder.StartAsync([Answers.Good]);

        await ClientRun.ToAsync(responder, new AutoAdvancingTime());

        var request = Assert.Single(responder.Requests.All);
        Assert.Equal("POST", request.Method);
        Assert.Equal("", request.Query);
        Assert.Null(request.ClientCertificate);
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["Accept"] = "application/json",
                ["Content-Length"] = request.Body.Length.ToString(),
                ["Content-Type"] = "application/json",
                ["Host"] = $"127.0.0.1:{responder.Port}",
                ["User-Agent"] = $"security-responder/{SecurityResponder.Client.Http.ProgramVersion.Text}",
            },
            request.Headers.OrderBy(header => header.Key, StringComparer.Ordinal).ToDictionary());
    }

    [Fact]
    public async Task Cookies_are_not_stored_between_attempts()
    {
        await using var responder = await FakeResponder.StartAsync(
            [Answer.Json(503, "").WithHeader("Set-Cookie", "id=cluster-7; Path=/"), Answers.Good]);

        await ClientRun.ToAsync(responder, new AutoAdvancingTime());

        Assert.Equal(2, responder.Requests.All.Count);
        Assert.All(responder.Requests.All, request => Assert.DoesNotContain("Cookie", request.Headers.Keys));
        Assert.Equal(responder.Requests.All[0].Body.ToArray(), responder.Requests.All[1].Body.ToArray());
    }
}
