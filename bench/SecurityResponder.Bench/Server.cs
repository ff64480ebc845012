using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using SecurityResponder.Fakes;

namespace SecurityResponder.Bench;

/// <summary>Where a client finds the two servers.</summary>
internal sealed record ServerAddresses(Dictionary<string, string> PodVariables, string Endpoint, string CaFile);

/// <summary>The number and size of the received reports.</summary>
internal sealed record ServerReport(int Reports, string LastReport);

/// <summary>The output of the server process: its addresses when it listens and its report when it ends, one line each.</summary>
[JsonSerializable(typeof(ServerAddresses))]
[JsonSerializable(typeof(ServerReport))]
internal sealed partial class ServerJson : JsonSerializerContext;

/// <summary>The server process: an API server and a responder, until standard input ends.</summary>
internal static class Server
{
    public static async Task<int> RunAsync(int nodes, int versions)
    {
        await using var apiServer = await FakeApiServer.StartAsync(GeneratedCluster.Of(nodes, versions));
        await using var responder = await FakeResponder.StartAsync([Answer.Json(200, GeneratedAnswer.Text())]);

        var addresses = new ServerAddresses(apiServer.PodVariables(), responder.Endpoint.AbsoluteUri, responder.CaFile);
        Console.WriteLine(JsonSerializer.Serialize(addresses, ServerJson.Default.ServerAddresses));
        await Console.In.ReadToEndAsync();

        var reports = responder.Requests.All;
        var last = reports.Count > 0 ? Encoding.UTF8.GetString(reports[^1].Body.Span) : "{}";
        Console.WriteLine(JsonSerializer.Serialize(new(reports.Count, last), ServerJson.Default.ServerReport));
        return 0;
    }
}
