using System.Text.Json.Nodes;

namespace SecurityResponder.Server.Tests.Migration;

/// <summary>A responder that was given what Longhorn's upgrade-responder ran with, as it is: its <c>response-config</c> and its
/// <c>request-schema</c>.</summary>
internal static class MovedResponder
{
    /// <summary>The only path that server has for reports.</summary>
    public const string Path = "/v1/checkupgrade";

    public static Task<RunningResponder> StartAsync(string data, string? config = null) => RunningResponder.StartAsync(
        data, config ?? Repository.LonghornConfig, with: options => options with { RequestSchema = Repository.LonghornSchema });

    /// <summary>Sends a report as deployed clients do.</summary>
    public static async Task<(int Status, string? Type, JsonObject? Body)> TellAsync(this RunningResponder responder, string body)
    {
        using var response = await responder.CheckAsync(body, Path);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, response.Content.Headers.ContentType?.ToString(), JsonNode.Parse(text)?.AsObject());
    }

    /// <summary>What is kept of the only report, without what every row has.</summary>
    public static IReadOnlyDictionary<string, object?> KeptOfOne(this RunningResponder responder) => Assert.Single(responder.Kept)
        .Where(column => column.Value is not null && column.Key is not (
            "report_id" or "received_at" or "kubernetes_version" or "kubernetes_minor" or "cluster_size" or "dev"))
            .ToDictionary();
}
