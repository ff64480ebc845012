using System.Net;
using System.Text;

namespace SecurityResponder.Fakes.Tests;

public sealed class FakeResponderTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_answers_are_sent_in_order_and_the_last_is_repeated()
    {
        await using var responder = await FakeResponder.StartAsync([Answer.Redirect("http://127.0.0.1/"), Answer.Json(200, "{}")]);
        using var client = Trusting.Client(responder.CaFile, responder.Endpoint);

        List<HttpStatusCode> answered = [];
        for (var attempt = 0; attempt < 3; attempt++)
        {
            using var answer = await client.PostAsync(responder.Endpoint, new StringContent($"report {attempt}"), Cancelled);
            answered.Add(answer.StatusCode);
        }

        Assert.Equal([HttpStatusCode.Redirect, HttpStatusCode.OK, HttpStatusCode.OK], answered);
        Assert.Equal(
            ["report 0", "report 1", "report 2"],
            responder.Requests.All.Select(request => Encoding.UTF8.GetString(request.Body.Span)));
    }

    [Fact]
    public async Task A_delayed_answer_is_sent_when_its_gate_opens()
    {
        var gate = new TaskCompletionSource();
        await using var responder = await FakeResponder.StartPlainAsync([Answer.Json(200, "late").After(gate.Task)]);
        using var client = new HttpClient();

        var answer = client.GetStringAsync(responder.Endpoint, Cancelled);
        await responder.Requests.WaitForAsync(request => request.Path == "/v1/check", Cancelled);
        Assert.False(answer.IsCompleted);
        gate.SetResult();

        Assert.Equal("late", await answer);
    }

    [Fact]
    public async Task A_broken_answer_breaks_and_an_endless_one_ends_when_the_client_leaves()
    {
        await using var responder = await FakeResponder.StartAsync([Answer.Aborted("{\"ver"), Answer.Endless("[", "0,")]);
        using var client = Trusting.Client(responder.CaFile, responder.Endpoint);

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => client.GetStringAsync(responder.Endpoint, Cancelled));
        using (var answer = await client.GetAsync(responder.Endpoint, HttpCompletionOption.ResponseHeadersRead, Cancelled))
        {
            var body = await answer.Content.ReadAsStreamAsync(Cancelled);
            await body.ReadExactlyAsync(new byte[100_000], Cancelled);
        }

        Assert.True(responder.Requests.All[1].AnsweredBytes >= 100_000);
    }

    [Fact]
    public async Task A_stopped_responder_releases_the_delayed_answer()
    {
        var responder = await FakeResponder.StartAsync([Answer.Never]);
        using var client = Trusting.Client(responder.CaFile, responder.Endpoint);

        var answer = client.GetAsync(responder.Endpoint, Cancelled);
        await responder.Requests.WaitForAsync(_ => true, Cancelled);
        await responder.DisposeAsync();

        await Assert.ThrowsAsync<HttpRequestException>(() => answer);
    }

    [Fact]
    public async Task A_certificate_for_other_names_is_rejected()
    {
        await using var responder = await FakeResponder.StartAsync([Answer.Json(200, "{}")], names: ["responder.example"]);
        using var client = Trusting.Client(responder.CaFile, responder.Endpoint);

        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(responder.Endpoint, Cancelled));
    }
}
