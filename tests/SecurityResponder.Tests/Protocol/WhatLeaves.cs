using System.Text;
using System.Text.Json;
using SecurityResponder.Protocol;

namespace SecurityResponder.Tests.Protocol;

/// <summary>Writes <c>docs/what-leaves.md</c> from the definitions that fill the payload.</summary>
internal static class WhatLeaves
{
    private const string Introduction =
        """
        # What leaves your cluster

        The client sends one JSON document every eight hours to the address in `check.endpoint`. This page lists all of its fields. The document and
        this page are generated from the same definitions, and a test fails if they differ.

        - **See the report of your cluster**: `security-responder --kubeconfig FILE --debug` prints the document and sends nothing.
        - **Send less**: `mode: minimal` leaves out the counts of nodes and GPU nodes, their CPU and memory, and the version and the installation ID of
          Rancher. The last column lists what it sends instead.
        - **Get the advice without sending anything**: mirror a feed and set `check.feed` ([air-gap.md](air-gap.md)).
        - **Send nothing**: `check.disabled: true`. Nothing is read either.

        An unknown text is `"unknown"`, and an unknown number is `-1`. Some fields are left out instead; their rule says so.

        """;

    private const string Never =
        """

        ## What is never sent

        - Names of nodes, namespaces, workloads, registries and people; image references, except the tags above; IP addresses, host names and the cluster's own address.
        - Labels, annotations, arguments and environment variables. Some are read to determine a field above (SELinux, roles, GPUs), but their text is not sent. The only exception is the random `rancher-install-uuid`.
        - Your own workloads. All DaemonSets are listed, because network plugins and GPU operators run in many namespaces; only those that match a rule above, and images of RKE2's components, are kept, and the others are dropped as they are read. Of Deployments, only those of `kube-system` and Rancher's two are read. The ClusterRole of the chart lists everything that can be read.
        - Versions of kubelets and container runtimes, and images of RKE2's components. They are counted and compared with advisories inside the cluster.
        - Secrets, ConfigMaps, logs and the content of volumes. They are not read, and the ClusterRole does not allow it.
        - Text written by users, such as the name of an IngressClass. A controller that is not publicly known is reported as `"other"`.
        - Tokens and certificates. They are used only for your own API server.

        The receiver also sees the version of the client (`User-Agent`) and the IP address from which the request comes. To hide the address, use a
        proxy.

        `clusteruuid` and `rancher-install-uuid` are random. They only show whether two reports come from the same cluster. They contain no information about its location or owner.

        """;

    /// <summary>The page as it should be.</summary>
    public static string Page()
    {
        var page = new StringBuilder(Introduction);
        page.Append("\n| field | place | type | read from | rule | example | in minimal mode |\n")
            .Append("| --- | --- | --- | --- | --- | --- | --- |\n");
        foreach (var field in ReportField.All)
        {
            page.Append($"| `{field.Name}` | {Place(field.Place)} | {Kind(field)} | {field.Source} | {field.Rule} ")
                .Append($"| `{field.Example}` | {Minimal(field)} |\n");
        }

        return page.Append(Never).ToString();
    }

    /// <summary>The type of a field on the wire, by its example.</summary>
    public static string Kind(ReportField field)
    {
        using var example = JsonDocument.Parse(field.Example);
        return example.RootElement.ValueKind switch
        {
            JsonValueKind.String => "string",
            JsonValueKind.Number => "integer",
            JsonValueKind.True or JsonValueKind.False => "boolean",
            var kind => throw new InvalidOperationException($"{field.Name}: an example of kind {kind}"),
        };
    }

    private static string Place(FieldLocation place) => place switch
    {
        FieldLocation.Top => "top",
        FieldLocation.Tag => "`extraTagInfo`",
        _ => "`extraFieldInfo`",
    };

    private static string Minimal(ReportField field) => field switch
    {
        { Name: "mode" } => "`\"minimal\"`",
        { Minimal: null } => "the same",
        _ => $"`{JsonSerializer.Serialize(field.Minimal)}`",
    };
}
