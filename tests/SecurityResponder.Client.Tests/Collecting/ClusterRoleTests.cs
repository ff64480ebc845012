using System.Runtime.CompilerServices;
using SecurityResponder.Clusters;
using YamlDotNet.RepresentationModel;

namespace SecurityResponder.Client.Tests.Collecting;

/// <summary>Compares the rules of the chart's ClusterRole with the resources that a run reads.</summary>
public sealed class ClusterRoleTests
{
    private static readonly string Template =
        Path.GetFullPath(Path.Combine(Here(), "../../../charts/rke2-security-responder/templates/clusterrole.yaml"));

    [Fact]
    public void The_ClusterRole_grants_exactly_the_reads_of_a_run()
    {
        var reads = KubernetesResource.All
            .Where(resource => resource.Id != ClusterResource.Version)
            .Select(resource => $"{resource.ApiGroup}/{resource.Plural} {resource.Verb} {resource.Name}".Trim())
            .Distinct();

        Assert.Equal(reads.Order(), Rules().SelectMany(Grants).Where(grant => !grant.Contains("securityreports")).Order());
    }

    [Fact]
    public void Every_resource_has_a_description_in_the_order_of_the_reads()
    {
        Assert.Equal(Enum.GetValues<ClusterResource>().Order(), KubernetesResource.All.Select(resource => resource.Id).Order());
        Assert.Equal(
            [
                "version", "namespace kube-system", "nodes", "daemonsets", "deployments in kube-system", "ingressclasses",
                "deployment cattle-system/rancher", "deployment cattle-system/cattle-cluster-agent",
                "helmchart kube-system/rke2-security-responder", "service default/kubernetes",
            ],
            KubernetesResource.All.Select(resource => resource.LogName));
    }

    private static IEnumerable<string> Grants(YamlNode rule) =>
        from apiGroup in ((YamlSequenceNode)rule["apiGroups"]).Children
        from resource in ((YamlSequenceNode)rule["resources"]).Children
        from verb in ((YamlSequenceNode)rule["verbs"]).Children
        from name in Names((YamlMappingNode)rule)
        select $"{apiGroup}/{resource} {verb} {name}".Trim();

    private static IEnumerable<YamlNode> Names(YamlMappingNode rule) =>
        rule.Children.TryGetValue("resourceNames", out var names) ? ((YamlSequenceNode)names).Children : [new YamlScalarNode("")];

    // The rules are plain YAML between the lines of the template language.
    private static IReadOnlyList<YamlNode> Rules()
    {
        var lines = File.ReadLines(Template).SkipWhile(line => line != "rules:").Where(line => !line.Contains("{{"));
        using var text = new StringReader(string.Join('\n', lines));
        var yaml = new YamlStream();
        yaml.Load(text);
        return [.. ((YamlSequenceNode)yaml.Documents[0].RootNode["rules"]).Children];
    }

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
