namespace SecurityResponder.Charts.Tests;

public sealed class AccessTests
{
    // Every read that the collector makes. A verb more is a question at a bank, a verb less an unknown field.
    private static readonly string[] Reads =
    [
        "/nodes get", "/nodes list",
        "/namespaces get",
        "/services get",
        "apps/daemonsets get", "apps/daemonsets list",
        "apps/deployments get", "apps/deployments list",
        "networking.k8s.io/ingressclasses list",
    ];

    [Fact]
    public async Task The_role_holds_exactly_the_reads_of_the_collector()
    {
        var role = (await Helm.TemplateAsync()).OfKind("ClusterRole");

        Assert.Equal(Reads.Order(), role["rules"]!.Items.SelectMany(Grants).Order());
    }

    [Fact]
    public async Task The_role_is_bound_to_the_account_that_the_pod_runs_as()
    {
        var manifests = await Helm.TemplateAsync("serviceAccountName: watcher");
        var binding = manifests.OfKind("ClusterRoleBinding");

        Assert.Equal("watcher", manifests.OfKind("ServiceAccount")["metadata.name"]!.Text);
        Assert.Equal("watcher", manifests.Pod()["serviceAccountName"]!.Text);
        Assert.Equal("watcher", Assert.Single(binding["subjects"]!.Items)["name"]!.Text);
        Assert.Equal("kube-system", binding["subjects.0.namespace"]!.Text);
        Assert.Equal(manifests.OfKind("ClusterRole")["metadata.name"]!.Text, binding["roleRef.name"]!.Text);
        Assert.Equal("ClusterRole", binding["roleRef.kind"]!.Text);
    }

    [Fact]
    public async Task Only_this_pod_gets_the_token_of_the_account()
    {
        var manifests = await Helm.TemplateAsync();

        Assert.Equal("false", manifests.OfKind("ServiceAccount")["automountServiceAccountToken"]!.Text);
        Assert.Equal("true", manifests.Pod()["automountServiceAccountToken"]!.Text);
    }

    private static IEnumerable<string> Grants(Manifest rule) =>
        from apiGroup in rule["apiGroups"]!.Items
        from resource in rule["resources"]!.Items
        from verb in rule["verbs"]!.Items
        select $"{apiGroup.Text}/{resource.Text} {verb.Text}";
}
