using System.Text.Json.Nodes;
using SecurityResponder.Fakes;

namespace SecurityResponder.Client.Tests.Collecting;

/// <summary>One run of the whole program with <c>--debug</c>: what it printed, what it logged, how it ended.</summary>
internal sealed record CollectRun(int ExitCode, string Output, string Log)
{
    /// <summary>The payload without <c>dev</c>, which depends on the version of this build.</summary>
    public JsonObject Payload
    {
        get
        {
            Assert.True(ExitCode == 0, Log);
            var payload = JsonNode.Parse(Output)!.AsObject();
            payload["extraFieldInfo"]!.AsObject().Remove("dev");
            return payload;
        }
    }

    /// <summary>The payload's <c>extraFieldInfo</c>.</summary>
    public JsonObject Fields => Payload["extraFieldInfo"]!.AsObject();

    public IReadOnlyList<string> Lines => Log.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public IReadOnlyList<string> Warnings => [.. Lines.Where(line => line.Contains("level=warning", StringComparison.Ordinal))];

    /// <summary>Runs as in a pod of the server's cluster.</summary>
    public static Task<CollectRun> Of(FakeApiServer server, TimeProvider? time = null) => Of([], time, server.PodVariables());

    /// <summary>Runs on a dump.</summary>
    public static async Task<CollectRun> OfDump(string dump)
    {
        using var folder = new TestFolder();
        return await Of(["--cluster-dump", folder.Write("dump.txt", dump)]);
    }

    /// <summary>Runs with these arguments and this environment.</summary>
    public static async Task<CollectRun> Of(string[] arguments, TimeProvider? time = null, Dictionary<string, string>? environment = null)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var check = new SecurityCheck(output, error, name => environment?.GetValueOrDefault(name), time ?? new NoWaitTime());
        var exitCode = await check.RunAsync([.. arguments, "--debug"], TestContext.Current.CancellationToken);
        return new(exitCode, output.ToString(), error.ToString());
    }
}
