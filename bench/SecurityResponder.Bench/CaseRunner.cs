using System.Text.Json.Nodes;

namespace SecurityResponder.Bench;

/// <summary>Measures one case and rejects runs in which the client did not complete its work.</summary>
internal static class CaseRunner
{
    public static async Task<CaseResult> RunAsync(BenchCase benchCase, BenchOptions options)
    {
        Console.Error.WriteLine($"{benchCase.Name} …");
        await using var server = await ServerProcess.StartAsync(benchCase);
        string[] arguments = ["--endpoint", server.Addresses.Endpoint, "--ca-file", server.Addresses.CaFile];
        var variables = new Dictionary<string, string>(server.Addresses.PodVariables)
        {
            ["SECURITY_RESPONDER_CA_BUNDLE"] = benchCase.WithBundle ? BenchCase.Bundle : "",
        };

        await Measurement.RunAsync(options.ClientFile, arguments, variables);
        var samples = new List<Sample>();
        for (var run = 0; run < options.Runs; run++)
        {
            samples.Add(await Measurement.RunAsync(options.ClientFile, arguments, variables));
        }

        Check(benchCase, await server.StopAsync(), expected: options.Runs + 1);
        return new(benchCase, samples);
    }

    // The client exits with 0 when it reaches no server; without this check such a run would look fast.
    private static void Check(BenchCase benchCase, ServerReport report, int expected)
    {
        if (report.Reports != expected)
        {
            throw new BenchException($"{benchCase.Nodes} nodes: {report.Reports} reports came of {expected} runs; nothing was measured");
        }

        var fields = JsonNode.Parse(report.LastReport)?["extraFieldInfo"];
        var counted = (int?)fields?["serverNodeCount"] + (int?)fields?["agentNodeCount"];
        if (counted != benchCase.Nodes)
        {
            throw new BenchException($"the client reported {counted?.ToString() ?? "no"} nodes of {benchCase.Nodes}; nothing was measured");
        }
    }
}
