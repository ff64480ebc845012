using System.Text.Json.Nodes;
using SecurityResponder.Server.Tests;

namespace SecurityResponder.Pages.Tests;

/// <summary>Clusters that report over real HTTP.</summary>
internal static class Fleet
{
    /// <summary>Markup that a hostile client reports.</summary>
    public const string Markup = "<script>window.hit=1</script><img src=x onerror=window.hit=1>\"'><svg onload=window.hit=1>";

    /// <summary>A value with bidirectional control characters.</summary>
    public const string Reversed = "\u202egnp.exe\u2067";

    /// <summary>A spreadsheet formula.</summary>
    public const string Formula = "=HYPERLINK(\"http://127.0.0.1/\",\"a\")";

    /// <summary>The UUID of the first cluster that reports v1.33.4.</summary>
    public const string KnownUuid = "8D0A7C1E-7E0B-4F0C-9C39-0D2C1C5B7A11";

    /// <summary>The longest value, without a space.</summary>
    public static readonly string Endless = new('W', 256);

    /// <summary>Reports from 119 clusters; some values are hostile or very long.</summary>
    public static async Task ReportAsync(RunningResponder responder)
    {
        await ReportAsync(responder, 41, "v1.35.7+rke2r1", "canal", "traefik", "SLE Micro 6.1", "amd64", 3, 9);
        await ReportAsync(responder, 23, "v1.34.10+rke2r1", "canal", "rke2-ingress-nginx", "Ubuntu 24.04.3 LTS", "amd64", 1, 0);
        await ReportAsync(responder, 17, "v1.34.2+rke2r1", "cilium", "none", "Ubuntu 24.04.3 LTS", "arm64", 3, 40);
        await ReportAsync(responder, 12, "v1.34.1+rke2r1", "calico", "rke2-ingress-nginx", Markup, "amd64", 3, 2);
        await ReportAsync(responder, 7, "v1.33.4+rke2r1", "flannel", "nginx", Reversed, "amd64", 5, 700);
        await ReportAsync(responder, 6, "v1.35.6+rke2r1", Formula, Endless, Endless, Endless, 3, 100);
        await ReportAsync(responder, 3, "v1.34.9+rke2r1", "cilium", "haproxy", "Company Linux 9", "riscv64", 1, 1);
        await ReportAsync(responder, 2, "v1.34.3+rke2r3", "canal", "traefik", null, "amd64", null, null);
        await ReportAsync(responder, 8, "v1.36.0+rke2r1", "canal", "traefik", "SLE Micro 6.1", "amd64", 1, 0, isDevelopment: true);
    }

    public static async Task ReportAsync(
        RunningResponder responder, int count, string version, string cni, string ingress, string? os, string arch, int? servers,
        int? agents, bool isDevelopment = false)
    {
        for (var i = 0; i < count; i++)
        {
            var tags = new JsonObject { ["kubernetesVersion"] = version.Split('+')[0], ["clusteruuid"] = Uuid(version, i) };
            var fields = new JsonObject
            {
                ["mode"] = "recommended",
                ["cni-plugin"] = cni,
                ["ingress-controller"] = ingress,
                ["os"] = os ?? "unknown",
                ["arch"] = arch,
                ["serverNodeCount"] = servers ?? -1,
                ["agentNodeCount"] = agents ?? -1,
                ["dev"] = isDevelopment,
            };
            var report = new JsonObject { ["appVersion"] = version, ["extraTagInfo"] = tags, ["extraFieldInfo"] = fields };
            using var response = await responder.CheckAsync(report.ToJsonString());
            response.EnsureSuccessStatusCode();
        }
    }

    private static string Uuid(string version, int index) =>
        version == "v1.33.4+rke2r1" && index == 0 ? KnownUuid : Guid.NewGuid().ToString();
}
