using System.Text.Json.Nodes;
using SecurityResponder.Server.Tests;

namespace SecurityResponder.Pages.Tests;

/// <summary>Clusters that run the releases of <see cref="MarkedFeed"/>: one on each, and one that Rancher manages.</summary>
internal static class MarkedFleet
{
    private static readonly string[] Versions =
        ["v1.36.1+rke2r1", "v1.35.3+rke2r1", "v1.35.2+rke2r1", "v1.35.1+rke2r1", "v1.34.1+rke2r1", "v1.33.1+rke2r1", "v1.35.9-k3s1"];

    public static async Task ReportAsync(RunningResponder responder)
    {
        foreach (var version in Versions)
        {
            await ReportAsync(responder, version, []);
        }

        await ReportAsync(
            responder, "v1.34.4+rke2r1",
            new JsonObject { ["rancher-managed"] = true, ["rancher-role"] = "downstream", ["rancher-prime"] = true });
    }

    private static async Task ReportAsync(RunningResponder responder, string version, JsonObject fields)
    {
        fields["cni-plugin"] = "canal";
        fields["ingress-controller"] = "traefik";
        fields["serverNodeCount"] = 3;
        var report = new JsonObject
        {
            ["appVersion"] = version,
            ["extraTagInfo"] = new JsonObject { ["clusteruuid"] = Guid.NewGuid().ToString() },
            ["extraFieldInfo"] = fields,
        };
        using var response = await responder.CheckAsync(report.ToJsonString());
        response.EnsureSuccessStatusCode();
    }
}
