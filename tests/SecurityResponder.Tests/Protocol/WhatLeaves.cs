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

        One JSON document every eight hours, to the one address that `check.endpoint` names. These are all of its fields: the program fills
        the document from the same definitions that this page is written from, and a test fails when the two differ.

        - **See it for your own cluster** before anything is sent: `security-responder --kubeconfig FILE --debug` collects, prints the document and sends nothing.
        - **Send less**: `mode: minimal` replaces counts, sizes and what tells of Rancher's installation; the last column says with what.
        - **Send nothing and keep the advice**: `check.feed`, a feed that you mirror ([air-gap.md](air-gap.md)).
        - **Send nothing**: `check.disabled: true`. Then nothing is read either.

        A word that cannot be found out is `"unknown"`, a number `-1`; a field whose rule says so is left out.

        """;

    private const string Never =
        """

        ## What never leaves

        - Names of nodes, namespaces, workloads, registries and people; image references, but for the tags above; IP addresses, host names and the cluster's own address.
        - Labels, annotations, arguments and environment variables. Some are read to answer a question above (SELinux, roles, GPUs); the answer leaves, the text does not. The one exception is the random `rancher-install-uuid`.
        - What runs in your own namespaces: it is not even asked for. The ClusterRole of the chart lists all that can be.
        - Secrets, ConfigMaps, logs, and the content of any volume: neither read nor readable with that ClusterRole.
        - Text that somebody typed, such as the name of an IngressClass: a controller that is not publicly known is `"other"`.
        - Tokens and certificates: they open the door to your own API server and go nowhere else.

        The receiver also sees this program's version (`User-Agent`) and, as with any connection, the address that the request comes from; route it
        through a proxy of yours if that matters.

        `clusteruuid` and `rancher-install-uuid` are random numbers. They tell two reports of one cluster from reports of two clusters, and say nothing about where or whose it is.

        """;

    /// <summary>The page as it should be.</summary>
    public static string Page()
    {
        var page = new StringBuilder(Introduction);
        page.Append("\n| field | place | type | read from | rule | example | in minimal mode |\n| --- | --- | --- | --- | --- | --- | --- |\n");
        foreach (var field in ReportField.All)
        {
            page.Append($"| `{field.Name}` | {Place(field.Place)} | {Kind(field)} | {field.Source} | {field.Rule} | `{field.Example}` | {Minimal(field)} |\n");
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
