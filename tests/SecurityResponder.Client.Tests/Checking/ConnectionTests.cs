using SecurityResponder.Fakes;

namespace SecurityResponder.Client.Tests.Checking;

/// <summary>No answer, as in an air-gapped cluster: one warning, exit code 0.</summary>
public sealed class ConnectionTests
{
    private const string NotDelivered = "report not delivered; the next run tries again (expected in a disconnected cluster)";

    private const string Incomplete =
        "TLS failed: it sends only its own certificate, and the issuer (CN=test authority) is not known here: "
        + "it does not send an intermediate certificate, or its certificate authority is not trusted here";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_refused_connection_is_tried_three_times()
    {
        var run = await ToAsync("https://127.0.0.1:1/v1/check");

        AssertNotDelivered(run, "no connection (ConnectionRefused)");
    }

    [Fact]
    public async Task A_name_that_does_not_exist_is_tried_three_times()
    {
        var run = await ToAsync("https://responder.invalid/v1/check");

        AssertNotDelivered(run, "the host name cannot be resolved");
        Assert.Equal("responder.invalid", run.Last["responder"]);
    }

    [Fact]
    public async Task A_certificate_of_an_unknown_authority_is_not_accepted()
    {
        await using var responder = await FakeResponder.StartAsync([Answers.Good]);
        await using var stranger = await FakeResponder.StartAsync([Answers.Good]);

        var run = await ToAsync(responder.Endpoint.AbsoluteUri, "--ca-file", stranger.CaFile);

        AssertNotDelivered(run, Incomplete);
        Assert.Empty(responder.Requests.All);
    }

    [Fact]
    public async Task A_certificate_for_another_host_is_not_accepted()
    {
        await using var responder = await FakeResponder.StartAsync([Answers.Good], names: ["responder.example"]);

        var run = await ClientRun.ToAsync(responder, new AutoAdvancingTime());

        AssertNotDelivered(run, "TLS failed: its certificate is for another host name");
        Assert.Empty(responder.Requests.All);
    }

    [Theory]
    [InlineData("responder.example", true, "TLS failed: its certificate is for another host name")]
    [InlineData("127.0.0.1", false,
        Incomplete)]
    public async Task The_native_build_logs_the_same_reasons(string name, bool isTrusted, string reason)
    {
        await using var responder = await FakeResponder.StartAsync([Answers.Good], [name]);
        await using var stranger = await FakeResponder.StartAsync([Answers.Good]);

        var run = await ClientProcess.RunAsync(
            [], "--cluster-dump", ClientRun.Dump, "--endpoint", responder.Endpoint.AbsoluteUri,
            "--ca-file", isTrusted ? responder.CaFile : stranger.CaFile);

        AssertNotDelivered(run, reason);
    }

    [Fact]
    public async Task A_server_without_TLS_is_rejected()
    {
        await using var plain = await FakeResponder.StartPlainAsync([Answers.Good]);

        var run = await ToAsync($"https://127.0.0.1:{plain.Port}/v1/check");

        AssertNotDelivered(run, "TLS failed: what answers there does not speak TLS");
        Assert.Empty(plain.Requests.All);
    }

    [Theory]
    [InlineData("", "the connection was closed before the answer was complete")]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n\r\n", "the answer is not valid HTTP")]
    public async Task A_server_that_closes_the_connection_or_does_not_speak_HTTP_is_tried_three_times(string said, string reason)
    {
        using var server = new RawServer(said, isAbrupt: false);

        AssertNotDelivered(await ToAsync(server.Endpoint), reason);
        Assert.Equal(3, server.Connections);
    }

    [Fact]
    public async Task A_connection_that_is_reset_is_tried_three_times()
    {
        using var server = new RawServer("", isAbrupt: true);

        AssertNotDelivered(await ToAsync(server.Endpoint), "the connection broke off before the answer came");
        Assert.Equal(3, server.Connections);
    }

    [Fact]
    public async Task A_closed_keep_alive_connection_does_not_add_an_attempt()
    {
        using var server = new RawServer("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n", isAbrupt: false);

        var run = await ToAsync(server.Endpoint);

        Assert.Equal("3", run.Last["attempts"]);
        Assert.Equal(3, server.Requests);
    }

    [Fact]
    public async Task A_silent_responder_is_tried_three_times()
    {
        await using var responder = await FakeResponder.StartAsync([Answer.Never]);
        var time = new AutoAdvancingTime();

        var running = ClientRun.ToAsync(responder, time);
        await PassAttemptsAsync(responder, time, attempts: 3);
        var run = await running;

        Assert.Equal(1, run.ExitCode);
        Assert.Equal((NotDelivered, "no complete answer within 50 s"), (run.Last.Message, run.Last["reason"]));
        Assert.Equal(3, responder.Requests.All.Count);
        Assert.InRange(time.Taken, 0, AutoAdvancingTime.CheckSeconds);
    }

    [Fact]
    public async Task A_check_is_over_after_three_minutes_whatever_is_left_to_try()
    {
        await using var responder = await FakeResponder.StartAsync([Answer.Never]);
        var time = new AutoAdvancingTime(attemptSeconds: 60);

        var running = ClientRun.ToAsync(responder, time, "--timeout", "60");
        await responder.Requests.WaitForAsync(request => request.Order == 0, Cancelled);
        time.Pass(AutoAdvancingTime.CheckSeconds);
        var run = await running;

        Assert.Equal((NotDelivered, "1"), (run.Last.Message, run.Last["attempts"]));
        Assert.Single(responder.Requests.All);
        Assert.Equal(AutoAdvancingTime.CheckSeconds, time.Taken);
    }

    /// <summary>Advances the clock past the time-out of each attempt after its request has arrived.</summary>
    internal static async Task PassAttemptsAsync(FakeResponder responder, AutoAdvancingTime time, int attempts)
    {
        for (var attempt = 0; attempt < attempts; attempt++)
        {
            await responder.Requests.WaitForAsync(request => request.Order == attempt, Cancelled);
            time.Pass(AutoAdvancingTime.AttemptSeconds);
        }
    }

    private static Task<ClientRun> ToAsync(string endpoint, params string[] more) =>
        ClientRun.OfAsync(new AutoAdvancingTime(), ["--cluster-dump", ClientRun.Dump, "--endpoint", endpoint, "--timeout", "50", .. more]);

    private static void AssertNotDelivered(ClientRun run, string reason)
    {
        Assert.Equal(1, run.ExitCode);
        Assert.Equal(("error", NotDelivered, reason, "3"), (run.Last.Level, run.Last.Message, run.Last["reason"], run.Last["attempts"]));
        Assert.Empty(run.Output);
    }
}
