namespace SecurityResponder.Fakes;

/// <summary>
/// A parsed Kubernetes API path: <c>/apis/apps/v1/namespaces/kube-system/daemonsets</c>.
/// See <see href="https://kubernetes.io/docs/reference/using-api/api-concepts/#resource-uris"/>.
/// </summary>
/// <param name="GroupVersion"><c>v1</c> or e.g. <c>apps/v1</c>.</param>
/// <param name="Namespace">Null for all namespaces.</param>
/// <param name="Resource">E.g. <c>nodes</c>.</param>
/// <param name="Name">Null for a list.</param>
internal sealed record ResourcePath(string GroupVersion, string? Namespace, string Resource, string? Name)
{
    /// <summary>Returns null for any other path.</summary>
    public static ResourcePath? Parse(string path) => path.Trim('/').Split('/') switch
    {
        ["api", "v1", .. var rest] => Parse("v1", rest),
        ["apis", var group, var version, .. var rest] => Parse($"{group}/{version}", rest),
        _ => null,
    };

    private static ResourcePath? Parse(string groupVersion, string[] rest) => rest switch
    {
        ["namespaces", var space, var resource] => new(groupVersion, space, resource, null),
        ["namespaces", var space, var resource, var name] => new(groupVersion, space, resource, name),
        [var resource] => new(groupVersion, null, resource, null),
        [var resource, var name] => new(groupVersion, null, resource, name),
        _ => null,
    };
}
