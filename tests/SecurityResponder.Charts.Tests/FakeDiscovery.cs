namespace SecurityResponder.Charts.Tests;

/// <summary>The answers by which Helm finds out which resources a cluster has.</summary>
internal static class FakeDiscovery
{
    /// <summary>JSON by request path.</summary>
    public static IReadOnlyDictionary<string, string> Answers { get; } = new Dictionary<string, string>
    {
        ["/version"] = """{"major":"1","minor":"35","gitVersion":"v1.35.0+rke2r1"}""",
        ["/api"] = """{"kind":"APIVersions","versions":["v1"]}""",
        ["/apis"] = """{"kind":"APIGroupList","apiVersion":"v1","groups":["""
            + $"{Group("batch")},{Group("rbac.authorization.k8s.io")},{Group("apiextensions.k8s.io")}]}}",
        ["/api/v1"] = Resources("v1", ("namespaces", "Namespace"), ("serviceaccounts", "ServiceAccount")),
        ["/apis/batch/v1"] = Resources("batch/v1", ("cronjobs", "CronJob")),
        ["/apis/rbac.authorization.k8s.io/v1"] = Resources(
            "rbac.authorization.k8s.io/v1",
            ("clusterroles", "ClusterRole"), ("clusterrolebindings", "ClusterRoleBinding"), ("roles", "Role"),
            ("rolebindings", "RoleBinding")),
        ["/apis/apiextensions.k8s.io/v1"] = Resources("apiextensions.k8s.io/v1", ("customresourcedefinitions", "CustomResourceDefinition")),
    };

    private static string Group(string name) =>
        $$"""{"name":"{{name}}","versions":[{"groupVersion":"{{name}}/v1","version":"v1"}]}""";

    private static string Resources(string groupVersion, params (string Name, string Kind)[] resources)
    {
        var entries = string.Join(',', resources.Select(resource =>
            $$"""{"name":"{{resource.Name}}","kind":"{{resource.Kind}}","namespaced":{{IsNamespaced(resource.Kind)}},"verbs":["get"]}"""));
        return $$"""{"kind":"APIResourceList","apiVersion":"v1","groupVersion":"{{groupVersion}}","resources":[{{entries}}]}""";
    }

    private static string IsNamespaced(string kind) => kind is "CronJob" or "ServiceAccount" or "Role" or "RoleBinding" ? "true" : "false";
}
