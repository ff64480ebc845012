using System.Text;
using SecurityResponder.Client.Settings;
using SecurityResponder.Text;

namespace SecurityResponder.Client.Printing;

/// <summary>One plan of the System Upgrade Controller.</summary>
internal static class PlanYaml
{
    // RKE2's own taints by name; the last one tolerates every other taint, or a tainted node would never be upgraded.
    private const string Tolerations =
        """
          tolerations:
            - {key: CriticalAddonsOnly, operator: Exists}
            - {key: node-role.kubernetes.io/control-plane, operator: Exists}
            - {key: node-role.kubernetes.io/etcd, operator: Exists}
            - {operator: Exists}

        """;

    // Never two servers at a time, whichever plan they belong to: etcd would lose its quorum.
    private const string Exclusive = "  exclusive: true\n";

    private const string Drain =
        """
          drain:
            force: true
            ignoreDaemonSets: true
            deleteEmptydirData: true

        """;

    /// <summary>The plan.</summary>
    /// <param name="nodes">Its nodes.</param>
    /// <param name="version">The release to install.</param>
    /// <param name="options">Window, registry and the like.</param>
    public static string Of(PlanNodes nodes, string version, PlanOptions options)
    {
        var image = SafeText.YamlScalar(Image(version, options.Registry));
        return new StringBuilder()
            .Append(Head(nodes.Name))
            .Append(nodes.IsServer ? Exclusive : "")
            .Append(Selector(nodes))
            .Append(Tolerations)
            .Append(options.Window is { } window ? Window(window) : "")
            .Append(options.IsDrained ? Drain : "")
            .Append(options.PullSecret is { } secret ? $"  imagePullSecrets:\n    - name: {SafeText.YamlScalar(secret)}\n" : "")
            .Append(nodes.WaitsFor is { } plan ? $"  prepare:\n    image: {image}\n    args: [\"prepare\", \"{plan}\"]\n" : "")
            .Append("  upgrade:\n    image: ").Append(image).Append('\n')
            .Append("  version: ").Append(SafeText.YamlScalar(version)).Append('\n')
            .ToString();
    }

    private static string Head(string name) =>
        $"""
        apiVersion: upgrade.cattle.io/v1
        kind: Plan
        metadata:
          name: {name}
          namespace: system-upgrade
        spec:
          concurrency: 1
          cordon: true
          serviceAccountName: system-upgrade

        """;

    private static string Selector(PlanNodes nodes) =>
        "  nodeSelector:\n    matchExpressions:\n" + string.Concat(nodes.Selector.Select(expression => $"      - {expression}\n"));

    private static string Window(PlanWindow window) =>
        $"""
          window:
            days: [{string.Join(", ", window.Days.Select(SafeText.YamlScalar))}]
            startTime: {SafeText.YamlScalar(window.Start)}
            endTime: {SafeText.YamlScalar(window.End)}
            timeZone: {SafeText.YamlScalar(window.TimeZone)}

        """;

    // With its tag: the controller adds none where the registry has a port.
    private static string Image(string version, string? registry) =>
        (registry is null ? "" : registry + "/") + "rancher/rke2-upgrade:" + version.Replace('+', '-');
}
