using SecurityResponder.Client.Settings;
using SecurityResponder.Fakes;

namespace SecurityResponder.Client.Tests.Settings;

/// <summary>Runs that ask for words only, and runs that may not do a thing.</summary>
public sealed class WordsTests
{
    [Theory]
    [InlineData("--help")]
    [InlineData("-help")]
    [InlineData("-h")]
    public async Task Help_lists_every_option(string argument)
    {
        var run = await ClientRun.OfAsync("--mode", "minimal", argument);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var words = string.Join(' ', run.Output.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries));
        Assert.All(ClientOptionTable.All, option =>
        {
            Assert.Contains($"\n  {option.Usage}", run.Output);
            Assert.Contains(option.Variable ?? "", words);
            Assert.Contains(option.Meaning, words);
        });
        Assert.All(ClientOptionTable.Commands, command => Assert.Contains(command.Usage, run.Output));
        Assert.All(ClientOptionTable.ExitCodes, exit => Assert.Contains($"\n  {exit.Code}  {exit.Meaning}\n", run.Output));
        Assert.All(run.Output.Split('\n'), line => Assert.InRange(line.Length, 0, 100));
    }

    [Theory]
    [InlineData("--version")]
    [InlineData("-version")]
    public async Task Version_is_one_line(string argument)
    {
        var run = await ClientRun.OfAsync(argument);

        var version = SecurityResponder.Client.Http.ProgramVersion.Text;
        Assert.Equal((0, $"security-responder {version}\n", ""), (run.ExitCode, run.Output, run.Error));
    }

    [Theory]
    [InlineData("true")]
    [InlineData("1")]
    public async Task Disabled_means_no_connection_at_all(string value)
    {
        await using var api = await FakeApiServer.StartAsync(new TestCluster { Nodes = [TestNode.Server("s1")] });
        await using var responder = await FakeResponder.StartAsync([Checking.Answers.Good]);

        var run = await ClientRun.InAsync(
            new(api.PodVariables()) { ["DISABLE_SECURITY_RESPONDER_CHECK"] = value }, TimeProvider.System,
            "--endpoint", responder.Endpoint.AbsoluteUri, "--ca-file", "no-such-file");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["starting", "security check disabled: nothing is read, nothing is sent"], run.Log.Select(line => line.Message));
        Assert.Empty(api.Requests.All);
        Assert.Empty(responder.Requests.All);
    }

    [Fact]
    public async Task Disabled_wins_over_debug_so_that_nothing_is_read_even_to_be_shown()
    {
        var run = await ClientRun.OfAsync("--cluster-dump", ClientRun.Dump, "--debug", "--disabled");

        Assert.Equal((0, ""), (run.ExitCode, run.Output));
        Assert.Equal("security check disabled: nothing is read, nothing is sent", run.Last.Message);
    }

    [Fact]
    public async Task Debug_prints_the_payload_and_sends_nothing()
    {
        await using var responder = await FakeResponder.StartAsync([Checking.Answers.Good]);

        var run = await ClientRun.ToAsync(responder, TimeProvider.System, "-debug");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("\"kubernetesVersion\"", run.Output);
        Assert.Equal("debug: the payload is printed, nothing is sent", run.Last.Message);
        Assert.Empty(responder.Requests.All);
    }

    [Fact]
    public async Task No_cluster_at_all_is_exit_code_1_and_one_line_that_says_how_to_name_one()
    {
        var run = await ClientRun.OfAsync();

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(("error", "no report"), (run.Last.Level, run.Last.Message));
        Assert.Contains("name one with --kubeconfig FILE, --api-server URL or --cluster-dump FILE", Assert.Single(run.Log)["reason"]);
    }

    [Fact]
    public async Task What_no_one_foresaw_is_exit_code_1_and_one_line_too()
    {
        using var error = new StringWriter { NewLine = "\n" };
        var check = new SecurityCheck(TextWriter.Null, error, _ => throw new InvalidTimeZoneException("no\nclock"), TimeProvider.System);

        Assert.Equal(1, await check.RunAsync([], TestContext.Current.CancellationToken));
        var line = Assert.Single(new ClientRun(1, "", error.ToString()).Log);
        Assert.Equal(
            ("error", "the program failed", "InvalidTimeZoneException"), (line.Level, line.Message, line["fault"]));
    }

    [Fact]
    public async Task The_process_ends_with_the_same_codes()
    {
        Assert.Equal(2, (await ClientProcess.RunAsync([], "--mode", "all")).ExitCode);
        Assert.Equal(1, (await ClientProcess.RunAsync([])).ExitCode);
        var run = await ClientProcess.RunAsync([], "--cluster-dump", ClientRun.Dump, "--debug");
        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith("{", run.Output);
    }
}
