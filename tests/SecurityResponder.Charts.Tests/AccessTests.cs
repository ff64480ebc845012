namespace SecurityResponder.Charts.Tests;

public sealed class AccessTests
{
    // Every read that the collector makes. A verb more is a question at a bank, a verb less an unknown field.
    private static readonly string[] Reads =
    [
        "/nodes list",
        "/namespaces get kube-system",
        "/services get kubernetes",
        "apps/daemonsets list",
        "apps/deployments list", "apps/deployments get rancher", "apps/deployments get cattle-cluster-agent",
        "networking.k8s.io/ingressclasses list",
        "helm.cattle.io/helmcharts get rke2-security-responder",
    ];

    private static readonly string[] Reports =
    [
        "security.rke2.io/securityreports get cluster", "security.rke2.io/securityreports create cluster",
        "security.rke2.io/securityreports patch cluster",
    ];

    private static readonly string[] Events = ["events.k8s.io/events create", "events.k8s.io/events get", "events.k8s.io/events patch"];

    [Fact]
    public async Task Without_notifications_the_role_holds_exactly_the_reads_of_the_collector()
    {
        var manifests = await Helm.TemplateAsync("notify: {status: false, events: false}");

        Assert.Equal(Reads.Order(), manifests.OfKind("ClusterRole")["rules"]!.Items.SelectMany(Grants).Order());
        Assert.DoesNotContain(manifests, manifest => manifest["kind"]!.Text is "Role" or "RoleBinding" or "CustomResourceDefinition");
        Assert.DoesNotContain("SECURITY_RESPONDER_NOTIFY", manifests.Environment().Keys);
    }

    [Fact]
    public async Task The_status_object_takes_the_right_to_that_one_object_and_no_other()
    {
        var manifests = await Helm.TemplateAsync("notify: {status: true, events: false}");

        Assert.Equal(
            Reads.Concat(Reports).Order(), manifests.OfKind("ClusterRole")["rules"]!.Items.SelectMany(Grants).Order());
        Assert.Equal("securityreports.security.rke2.io", manifests.OfKind("CustomResourceDefinition")["metadata.name"]!.Text);
        Assert.Equal("status", manifests.Environment()["SECURITY_RESPONDER_NOTIFY"]);
        Assert.DoesNotContain(manifests, manifest => manifest["kind"]!.Text is "Role" or "RoleBinding");
    }

    [Fact]
    public async Task Events_take_the_right_to_events_of_one_namespace()
    {
        var manifests = await Helm.TemplateAsync("{serviceAccountName: watcher, notify: {status: false, events: true}}");
        var binding = manifests.OfKind("RoleBinding");

        Assert.Equal(Reads.Order(), manifests.OfKind("ClusterRole")["rules"]!.Items.SelectMany(Grants).Order());
        Assert.Equal(Events.Order(), manifests.OfKind("Role")["rules"]!.Items.SelectMany(Grants).Order());
        Assert.Equal(("default", "default"), (manifests.OfKind("Role")["metadata.namespace"]!.Text, binding["metadata.namespace"]!.Text));
        Assert.Equal(manifests.OfKind("Role")["metadata.name"]!.Text, binding["roleRef.name"]!.Text);
        Assert.Equal(("watcher", "kube-system"), (binding["subjects.0.name"]!.Text, binding["subjects.0.namespace"]!.Text));
        Assert.Equal("events", manifests.Environment()["SECURITY_RESPONDER_NOTIFY"]);
        Assert.DoesNotContain(manifests, manifest => manifest["kind"]!.Text == "CustomResourceDefinition");
    }

    [Fact]
    public async Task Where_nothing_is_checked_nothing_may_be_written()
    {
        var manifests = await Helm.TemplateAsync("check: {disabled: true}");

        Assert.Equal(Reads.Order(), manifests.OfKind("ClusterRole")["rules"]!.Items.SelectMany(Grants).Order());
        Assert.DoesNotContain(manifests, manifest => manifest["kind"]!.Text is "Role" or "RoleBinding" or "CustomResourceDefinition");
    }

    [Fact]
    public async Task An_uninstall_keeps_the_definition_and_an_upgrade_takes_it_along()
    {
        var definition = (await Helm.TemplateAsync()).OfKind("CustomResourceDefinition");

        Assert.Equal("keep", definition["metadata.annotations"]!.Map["helm.sh/resource-policy"]);
        Assert.Equal("Helm", definition["metadata.labels"]!.Map["app.kubernetes.io/managed-by"]);
    }

    [Fact]
    public async Task Both_are_told_by_default()
    {
        var manifests = await Helm.TemplateAsync();

        Assert.Equal("status,events", manifests.Environment()["SECURITY_RESPONDER_NOTIFY"]);
        Assert.DoesNotContain("SECURITY_RESPONDER_ALERTMANAGER", manifests.Environment().Keys);
    }

    [Fact]
    public async Task A_list_of_Alertmanagers_is_passed_on_as_it_is()
    {
        var manifests = await Helm.TemplateAsync("notify: {alertmanager: {url: 'http://a:9093,http://b:9093'}}");

        Assert.Equal("http://a:9093,http://b:9093", manifests.Environment()["SECURITY_RESPONDER_ALERTMANAGER"]);
    }

    [Fact]
    public async Task An_Alertmanager_takes_no_right_of_the_cluster()
    {
        var manifests = await Helm.TemplateAsync(
            "notify: {status: false, events: false, alertmanager: {url: 'http://alertmanager.monitoring.svc:9093'}}");

        Assert.Equal("http://alertmanager.monitoring.svc:9093", manifests.Environment()["SECURITY_RESPONDER_ALERTMANAGER"]);
        Assert.Equal(Reads.Order(), manifests.OfKind("ClusterRole")["rules"]!.Items.SelectMany(Grants).Order());
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
        from name in rule["resourceNames"]?.Items.Select(name => " " + name.Text) ?? [""]
        select $"{apiGroup.Text}/{resource.Text} {verb.Text}{name}";
}
