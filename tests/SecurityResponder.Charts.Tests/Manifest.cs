using YamlDotNet.RepresentationModel;

namespace SecurityResponder.Charts.Tests;

/// <summary>A piece of YAML, read by path: <c>manifest["spec.schedule"]</c>, <c>pod["containers.0.image"]</c>.</summary>
internal sealed record Manifest(YamlNode Node)
{
    /// <summary>The piece under that path; null when there is none.</summary>
    public Manifest? this[string path]
    {
        get
        {
            var node = path.Split('.').Aggregate((YamlNode?)Node, Step);
            return node is null ? null : new Manifest(node);
        }
    }

    /// <summary>The scalar as written, or the JSON-like text of a mapping or sequence.</summary>
    public string Text => Node.ToString();

    public IReadOnlyList<Manifest> Items => [.. ((YamlSequenceNode)Node).Select(item => new Manifest(item))];

    public IReadOnlyDictionary<string, string> Map =>
        ((YamlMappingNode)Node).ToDictionary(pair => pair.Key.ToString(), pair => pair.Value.ToString());

    public static IReadOnlyList<Manifest> Parse(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        return [.. stream.Select(document => new Manifest(document.RootNode)).Where(manifest => manifest.Node is YamlMappingNode)];
    }

    private static YamlNode? Step(YamlNode? node, string key) => node switch
    {
        YamlMappingNode mapping => mapping.Children.TryGetValue(new YamlScalarNode(key), out var value) ? value : null,
        YamlSequenceNode sequence when int.TryParse(key, out var index) && index < sequence.Children.Count => sequence[index],
        _ => null,
    };
}

/// <summary>The places in the rendered chart that tests look at.</summary>
internal static class ManifestPlaces
{
    /// <summary>The manifest of a kind. The role for people who read the report is not the role of the pod.</summary>
    public static Manifest OfKind(this IReadOnlyList<Manifest> manifests, string kind) =>
        Assert.Single(manifests, manifest => manifest["kind"]!.Text == kind && !IsViewRole(manifest));

    /// <summary>The role for people who read the report.</summary>
    public static Manifest ViewRole(this IReadOnlyList<Manifest> manifests) => Assert.Single(manifests, IsViewRole);

    /// <summary>Whether a manifest is a ClusterRole that Kubernetes adds to <c>view</c>.</summary>
    public static bool IsViewRole(Manifest manifest) =>
        manifest["kind"]!.Text == "ClusterRole"
        && manifest["metadata.labels"]?.Map.ContainsKey("rbac.authorization.k8s.io/aggregate-to-view") == true;

    public static Manifest Pod(this IReadOnlyList<Manifest> manifests) =>
        manifests.OfKind("CronJob")["spec.jobTemplate.spec.template.spec"]!;

    public static Manifest Container(this IReadOnlyList<Manifest> manifests) =>
        Assert.Single(manifests.Pod()["containers"]!.Items);

    /// <summary>The literal variables of the container, in order; fails on a name that is there twice.</summary>
    public static IReadOnlyDictionary<string, string?> Environment(this IReadOnlyList<Manifest> manifests) =>
        manifests.Container()["env"]!.Items.ToDictionary(variable => variable["name"]!.Text, variable => variable["value"]?.Text);
}
