using SecurityResponder.Assessments;
using SecurityResponder.Releases;
using SecurityResponder.Text;

namespace SecurityResponder.Client.Notifying;

/// <summary>
/// Plans of the System Upgrade Controller (<see href="https://docs.rke2.io/upgrades/automated_upgrade"/>) for an upgrade to the recommended
/// version: first the servers, one at a time, then the agents. The recommended version is at most one minor away, so a cluster that is
/// further behind takes one run and one upgrade per minor.
/// </summary>
internal static class UpgradePlan
{
    private const string Servers =
        """
          nodeSelector:
            matchExpressions:
              - {key: node-role.kubernetes.io/control-plane, operator: In, values: ["true"]}
          tolerations:
            - {operator: Exists}
        """;

    private const string Agents =
        """
          nodeSelector:
            matchExpressions:
              - {key: kubernetes.io/os, operator: In, values: [linux]}
              - {key: node-role.kubernetes.io/control-plane, operator: NotIn, values: ["true"]}
              - {key: node-role.kubernetes.io/etcd, operator: NotIn, values: ["true"]}
          prepare:
            image: rancher/rke2-upgrade
            args: [prepare, rke2-server]
        """;

    /// <summary>Returns YAML for <c>kubectl apply -f -</c>; only a comment when nothing is recommended.</summary>
    public static string Of(Assessment assessment) => assessment.Recommended is { Release.Version: var version }
        ? $"""
        # From {SafeText.Line(assessment.Installed)} to {version}.
        # Read the release notes, back up etcd and check the nodes before you apply this.
        # Nodes that run only etcd are in neither plan: upgrade them first, with a plan of their own.
        {Plan("rke2-server", Servers, version)}
        ---
        {Plan("rke2-agent", Agents, version)}

        """
        : "# No upgrade is recommended.\n";

    private static string Plan(string name, string nodes, ReleaseVersion version) =>
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
        {nodes}
          upgrade:
            image: rancher/rke2-upgrade
          version: {SafeText.YamlScalar(version.ToString())}
        """;
}
