using k8s;
using k8s.Models;

namespace SecurityResponder.Charts.Tests;

/// <summary>Every file in the charts' <c>ci</c> folders, and the defaults.</summary>
public sealed class ValuesFileTests
{
    private static readonly Dictionary<string, Type> Kinds = new()
    {
        ["batch/v1/CronJob"] = typeof(V1CronJob),
        ["apps/v1/StatefulSet"] = typeof(V1StatefulSet),
        ["v1/Service"] = typeof(V1Service),
        ["v1/ServiceAccount"] = typeof(V1ServiceAccount),
        ["v1/ConfigMap"] = typeof(V1ConfigMap),
        ["policy/v1/PodDisruptionBudget"] = typeof(V1PodDisruptionBudget),
        ["networking.k8s.io/v1/NetworkPolicy"] = typeof(V1NetworkPolicy),
        ["autoscaling/v2/HorizontalPodAutoscaler"] = typeof(V2HorizontalPodAutoscaler),
        ["rbac.authorization.k8s.io/v1/ClusterRole"] = typeof(V1ClusterRole),
        ["rbac.authorization.k8s.io/v1/ClusterRoleBinding"] = typeof(V1ClusterRoleBinding),
        ["rbac.authorization.k8s.io/v1/Role"] = typeof(V1Role),
        ["rbac.authorization.k8s.io/v1/RoleBinding"] = typeof(V1RoleBinding),
        ["apiextensions.k8s.io/v1/CustomResourceDefinition"] = typeof(V1CustomResourceDefinition),
    };

    // Types of the Prometheus operator, whose definitions are not part of Kubernetes.
    private static readonly string[] Others = ["monitoring.coreos.com/v1/PrometheusRule", "monitoring.coreos.com/v1/ServiceMonitor"];

    public static TheoryData<string, string> Files =>
        [.. new[] { Helm.Chart, Helm.ServerChart }.SelectMany(chart =>
            Directory.GetFiles(Path.Combine(chart, "ci")).Append(Path.Combine(chart, "values.yaml")).Order(StringComparer.Ordinal)
                .Select(file => (Path.GetFileName(chart), Path.GetRelativePath(chart, file))))];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task The_strict_linter_has_no_complaint(string chart, string file)
    {
        var folder = Path.Combine(Helm.Repository, "charts", chart);

        await Helm.AcceptedAsync(["lint", "--strict", folder, "--values", Path.Combine(folder, file)]);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Every_object_has_only_fields_that_Kubernetes_knows(string chart, string file)
    {
        var folder = Path.Combine(Helm.Repository, "charts", chart);
        var run = await Helm.AcceptedAsync(["template", "any", folder, "--values", Path.Combine(folder, file)]);
        var documents = run.Output.Split("\n---\n").Where(document => document.Contains("kind:", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(documents);
        Assert.All(documents, AssertTyped);
    }

    [Fact]
    public void A_field_that_Kubernetes_does_not_know_is_found() => Assert.ThrowsAny<Exception>(
        () => AssertTyped("apiVersion: batch/v1\nkind: CronJob\nspec: {shedule: '* * * * *'}"));

    private static void AssertTyped(string document)
    {
        var manifest = Manifest.Parse(document).Single();
        var kind = $"{manifest["apiVersion"]!.Text}/{manifest["kind"]!.Text}";
        if (!Others.Contains(kind))
        {
            KubernetesYaml.LoadAllFromString(document, new Dictionary<string, Type> { [kind] = Kinds[kind] }, strict: true);
        }
    }
}
