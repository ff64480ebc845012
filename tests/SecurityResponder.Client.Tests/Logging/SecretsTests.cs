using System.Text.Json;
using SecurityResponder.Fakes;

namespace SecurityResponder.Client.Tests.Logging;

/// <summary>The log contains neither tokens nor payloads.</summary>
public sealed class SecretsTests
{
    [Theory]
    [InlineData("logfmt", 200)]
    [InlineData("json", 200)]
    [InlineData("logfmt", 503)]
    [InlineData("logfmt", 400)]
    public async Task A_verbose_run_logs_neither_the_token_nor_the_payload(string format, int status)
    {
        await using var api = await FakeApiServer.StartAsync(new TestCluster { Nodes = [TestNode.Server("s1"), TestNode.Agent("a1")] });
        api.ServerToken = "eyJhbGciOiJSUzI1NiJ9.secret-7.c2ln";
        await using var responder = await FakeResponder.StartAsync([status == 200 ? Checking.Answers.Good : Answer.Json(status, "no")]);

        var run = await ClientRun.InAsync(
            api.PodVariables(), new AutoAdvancingTime(requestSeconds: AutoAdvancingTime.RequestSeconds),
            "--endpoint", responder.Endpoint.AbsoluteUri,
            "--ca-file", responder.CaFile, "--timeout", "50", "--verbose", "--log-format", format);

        Assert.Equal(0, run.ExitCode);
        Assert.NotEmpty(api.Requests.All);
        Assert.All([run.Error, run.Output], text => Assert.DoesNotContain("secret-7", text));
        using var sent = JsonDocument.Parse(responder.Requests.All[0].Body);
        Assert.DoesNotContain(sent.RootElement.GetProperty("extraTagInfo").GetProperty("clusteruuid").GetString()!, run.Error + run.Output);
        Assert.DoesNotContain("extraFieldInfo", run.Error + run.Output);
    }

    [Fact]
    public async Task A_rejected_token_is_not_logged()
    {
        await using var api = await FakeApiServer.StartAsync(new TestCluster { Nodes = [TestNode.Server("s1")] });
        api.ServerToken = "secret-7";
        var variables = api.PodVariables();
        api.ServerToken = "another";

        var run = await ClientRun.InAsync(variables, TimeProvider.System, "--verbose");

        Assert.Equal((1, "no report"), (run.ExitCode, run.Last.Message));
        Assert.DoesNotContain("secret-7", run.Error + run.Output);
    }

    [Fact]
    public async Task The_query_of_the_endpoint_is_not_logged()
    {
        await using var responder = await FakeResponder.StartAsync([Checking.Answers.Good]);

        var run = await ClientRun.ToAsync(
            responder, new AutoAdvancingTime(), "--endpoint", responder.Endpoint.AbsoluteUri + "?key=secret-7", "--verbose");

        Assert.Equal("?key=secret-7", Assert.Single(responder.Requests.All).Query);
        Assert.DoesNotContain("secret-7", run.Error + run.Output);
    }
}
