using System.Text.RegularExpressions;

namespace SecurityResponder.Charts.Tests.Server;

public sealed partial class ServerChartTests
{
    private const string Whole = """
        replicaCount: 3
        idSecret: { existingSecret: ids }
        postgres: { existingSecret: database }
        operator: { existingSecret: operators }
        trustedProxies: [10.42.0.0/16, fd00::/8]
        logFormat: json
        requestSchema: { configMapName: schema }
        networkPolicy: { operatorFrom: [ { namespaceSelector: { matchLabels: { name: monitoring } } } ] }
        serviceMonitor: { enabled: true, labels: { release: prometheus } }
        """;

    [Fact]
    public async Task The_strict_linter_has_no_complaint() => await Helm.AcceptedAsync(["lint", "--strict", Helm.ServerChart]);

    [Fact]
    public async Task With_its_defaults_it_installs_one_replica_with_a_volume_and_opens_nothing_for_operators()
    {
        var manifests = await Helm.TemplateServerAsync();
        var spec = manifests.OfKind("StatefulSet")["spec"]!;

        Assert.Equal(["NetworkPolicy", "PodDisruptionBudget", "Service", "StatefulSet"],
            manifests.Select(manifest => manifest["kind"]!.Text).Order());
        Assert.Equal("1", spec["replicas"]!.Text);
        Assert.Equal("2Gi", spec["volumeClaimTemplates.0.spec.resources.requests.storage"]!.Text);
        Assert.Equal("Retain", spec["persistentVolumeClaimRetentionPolicy.whenScaled"]!.Text);
        Assert.Equal(["tmp"], Pod(manifests)["volumes"]!.Items.Select(volume => volume["name"]!.Text));
        Assert.Equal(["http", "probes"], Container(manifests)["ports"]!.Items.Select(port => port["name"]!.Text));
        Assert.Equal("https://security-responder.rke2.io/v1/feed", Environment(manifests)["SECURITY_RESPONDER_FEED"]);
        Assert.DoesNotContain("SECURITY_RESPONDER_OPERATOR_URLS", Environment(manifests).Keys);
    }

    [Fact]
    public async Task The_kubelet_probes_a_listener_of_its_own_that_no_service_leads_to()
    {
        var manifests = await Helm.TemplateServerAsync(Whole);
        var container = Container(manifests);
        var port = container["ports"]!.Items.Single(port => port["name"]!.Text == "probes")["containerPort"]!.Text;

        Assert.Equal($"http://+:{port}", Environment(manifests)["SECURITY_RESPONDER_PROBE_URLS"]);
        Assert.All(["livenessProbe", "readinessProbe"], probe => Assert.Equal("probes", container[$"{probe}.httpGet.port"]!.Text));
        Assert.DoesNotContain(
            manifests.Where(manifest => manifest["kind"]!.Text == "Service").SelectMany(service => service["spec.ports"]!.Items),
            open => open["targetPort"]!.Text == "probes");
    }

    [Fact]
    public async Task No_Secret_is_made_whatever_is_set() =>
        Assert.DoesNotContain(await Helm.TemplateServerAsync(Whole), manifest => manifest["kind"]!.Text is "Secret" or "ConfigMap");

    [Fact]
    public async Task Every_setting_of_the_chart_is_one_of_the_program()
    {
        var table = await File.ReadAllTextAsync(
            Path.Combine(Helm.Repository, "src", "SecurityResponder.Server", "Settings", "ServerOptionTable.cs"),
            TestContext.Current.CancellationToken);
        var environment = Environment(await Helm.TemplateServerAsync(Whole));

        Assert.All(environment.Keys, name => Assert.Contains($"\"{name}\"", table, StringComparison.Ordinal));
        Assert.Equal("http://+:8080", environment["ASPNETCORE_URLS"]);
        Assert.Equal("http://+:8081", environment["SECURITY_RESPONDER_OPERATOR_URLS"]);
        Assert.Equal("10.42.0.0/16,fd00::/8", environment["SECURITY_RESPONDER_TRUSTED_PROXIES"]);
        Assert.Equal("6000", environment["SECURITY_RESPONDER_RATE_LIMIT"]);
        Assert.Equal(
            ("144", "262144", "10000", "1536"),
            (environment["SECURITY_RESPONDER_CLUSTER_REPORTS"], environment["SECURITY_RESPONDER_CLUSTER_BYTES"],
                environment["SECURITY_RESPONDER_NEW_CLUSTERS"], environment["SECURITY_RESPONDER_STORE_MEBIBYTES"]));
        Assert.Equal("json", environment["SECURITY_RESPONDER_LOG_FORMAT"]);
    }

    [Fact]
    public async Task What_the_settings_name_is_mounted_there_and_readable_by_the_program_alone()
    {
        var manifests = await Helm.TemplateServerAsync(Whole + "\nfeed: { configMapName: feeds }");
        var environment = Environment(manifests);
        var mounts = Container(manifests)["volumeMounts"]!.Items.ToDictionary(
            mount => mount["name"]!.Text, mount => mount["mountPath"]!.Text);
        var volumes = Pod(manifests)["volumes"]!.Items.ToDictionary(volume => volume["name"]!.Text);

        Assert.Equal($"{mounts["feed"]}/feed.json", environment["SECURITY_RESPONDER_FEED"]);
        Assert.Equal($"{mounts["id"]}/secret.key", environment["SECURITY_RESPONDER_SECRET"]);
        Assert.Equal($"file:{mounts["postgres"]}/connection-string", environment["SECURITY_RESPONDER_POSTGRES"]);
        Assert.Equal($"{mounts["operator"]}/token", environment["SECURITY_RESPONDER_OPERATOR_TOKEN_FILE"]);
        Assert.Equal($"{mounts["schema"]}/request-schema.json", environment["SECURITY_RESPONDER_REQUEST_SCHEMA"]);
        Assert.Equal(mounts["data"], environment["SECURITY_RESPONDER_DATA"]);
        Assert.Equal(("feeds", "schema"), (volumes["feed"]["configMap.name"]!.Text, volumes["schema"]["configMap.name"]!.Text));
        Assert.Equal("ids", volumes["id"]["secret.secretName"]!.Text);
        Assert.All(["id", "postgres", "operator"], name => Assert.Equal("0440", volumes[name]["secret.defaultMode"]!.Text));
    }

    [Fact]
    public async Task The_container_may_do_as_little_as_Kubernetes_lets_one_say()
    {
        var manifests = await Helm.TemplateServerAsync();
        var container = Container(manifests)["securityContext"]!;

        Assert.Equal("true", container["readOnlyRootFilesystem"]!.Text);
        Assert.Equal("false", container["allowPrivilegeEscalation"]!.Text);
        Assert.Equal("ALL", Assert.Single(container["capabilities.drop"]!.Items).Text);
        foreach (var context in new[] { container, Pod(manifests)["securityContext"]! })
        {
            Assert.Equal("true", context["runAsNonRoot"]!.Text);
            Assert.Equal("65532", context["runAsUser"]!.Text);
            Assert.Equal("RuntimeDefault", context["seccompProfile.type"]!.Text);
        }

        Assert.Equal("false", Pod(manifests)["automountServiceAccountToken"]!.Text);
        Assert.Equal("false", Pod(manifests)["enableServiceLinks"]!.Text);
        Assert.All(["hostNetwork", "hostPID", "hostIPC"], field => Assert.Null(Pod(manifests)[field]));
    }

    [Fact]
    public async Task Every_selector_finds_the_pods_and_no_label_of_a_user_can_change_that()
    {
        var manifests = await Helm.TemplateServerAsync(
            Whole + "\npodLabels: { app.kubernetes.io/name: stolen, team: blue }\nautoscaling: { enabled: true }");
        var labels = manifests.OfKind("StatefulSet")["spec.template.metadata.labels"]!.Map;
        var selectors = new[]
        {
            manifests.OfKind("StatefulSet")["spec.selector.matchLabels"],
            manifests.OfKind("PodDisruptionBudget")["spec.selector.matchLabels"],
            manifests.OfKind("NetworkPolicy")["spec.podSelector.matchLabels"],
            Pod(manifests)["topologySpreadConstraints.0.labelSelector.matchLabels"],
        }.Concat(manifests.Where(manifest => manifest["kind"]!.Text == "Service").Select(service => service["spec.selector"]));

        Assert.Equal("blue", labels["team"]);
        Assert.All(selectors, selector => Assert.All(selector!.Map, pair => Assert.Equal(pair.Value, labels[pair.Key])));
        Assert.Equal(6, selectors.Count());
    }

    [Fact]
    public async Task Without_a_volume_the_journal_is_in_an_emptyDir()
    {
        var manifests = await Helm.TemplateServerAsync("persistence: { enabled: false, size: 1Gi }\nidSecret: { existingSecret: ids }");

        Assert.Null(manifests.OfKind("StatefulSet")["spec.volumeClaimTemplates"]);
        Assert.Contains(
            Pod(manifests)["volumes"]!.Items, volume => volume["name"]!.Text == "data" && volume["emptyDir.sizeLimit"]!.Text == "1Gi");
    }

    [Fact]
    public async Task An_autoscaler_has_the_number_of_replicas_to_itself()
    {
        var manifests = await Helm.TemplateServerAsync(Whole + "\nautoscaling: { enabled: true, minReplicas: 3 }");

        Assert.Null(manifests.OfKind("StatefulSet")["spec.replicas"]);
        Assert.Equal("StatefulSet", manifests.OfKind("HorizontalPodAutoscaler")["spec.scaleTargetRef.kind"]!.Text);
        Assert.Equal(manifests.OfKind("StatefulSet")["metadata.name"]!.Text,
            manifests.OfKind("HorizontalPodAutoscaler")["spec.scaleTargetRef.name"]!.Text);
        Assert.Equal("3", manifests.OfKind("HorizontalPodAutoscaler")["spec.minReplicas"]!.Text);
    }

    [Fact]
    public async Task The_ServiceMonitor_scrapes_the_operators_service_with_the_token()
    {
        var manifests = await Helm.TemplateServerAsync(Whole);
        var monitor = manifests.OfKind("ServiceMonitor");
        var service = manifests.Single(manifest =>
            manifest["kind"]!.Text == "Service" && manifest["metadata.name"]!.Text.EndsWith("-operator", StringComparison.Ordinal));

        Assert.Equal("prometheus", monitor["metadata.labels.release"]!.Text);
        Assert.All(
            monitor["spec.selector.matchLabels"]!.Map, label => Assert.Equal(label.Value, service["metadata.labels"]!.Map[label.Key]));
        Assert.Equal(service["spec.ports.0.name"]!.Text, monitor["spec.endpoints.0.port"]!.Text);
        Assert.Equal("operators", monitor["spec.endpoints.0.authorization.credentials.name"]!.Text);
        Assert.Equal("ClusterIP", service["spec.type"]!.Text);
    }

    [Fact]
    public async Task The_network_lets_anybody_to_the_public_port_and_only_those_named_to_the_operators()
    {
        var ingress = (await Helm.TemplateServerAsync(Whole)).OfKind("NetworkPolicy")["spec.ingress"]!.Items;
        var closed = (await Helm.TemplateServerAsync("operator: { existingSecret: operators }"))
            .OfKind("NetworkPolicy")["spec.ingress"]!.Items;

        Assert.Equal(["8080", "8081"], ingress.Select(rule => rule["ports.0.port"]!.Text));
        Assert.Null(ingress[0]["from"]);
        Assert.Equal("monitoring", ingress[1]["from.0.namespaceSelector.matchLabels.name"]!.Text);
        Assert.Equal("8080", Assert.Single(closed)["ports.0.port"]!.Text);
    }

    [Fact]
    public async Task A_long_release_name_leaves_the_room_that_pods_and_services_need()
    {
        var manifests = await Helm.TemplateServerAsync(Whole, new string('r', 53));

        Assert.All(manifests, manifest => Assert.Matches(Name(), manifest["metadata.name"]!.Text));
    }

    private static Manifest Pod(IReadOnlyList<Manifest> manifests) => manifests.OfKind("StatefulSet")["spec.template.spec"]!;

    private static Manifest Container(IReadOnlyList<Manifest> manifests) => Assert.Single(Pod(manifests)["containers"]!.Items);

    private static Dictionary<string, string?> Environment(IReadOnlyList<Manifest> manifests) =>
        Container(manifests)["env"]!.Items.ToDictionary(variable => variable["name"]!.Text, variable => variable["value"]?.Text);

    [GeneratedRegex("^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$")]
    private static partial Regex Name();
}
