namespace SecurityResponder.Charts.Tests;

public sealed class PodTests
{
    private const string Repository = "rancher/rke2-security-responder:v0.1.0";

    [Fact]
    public async Task The_container_may_do_as_little_as_Kubernetes_lets_one_say()
    {
        var manifests = await Helm.TemplateAsync();
        var container = manifests.Container()["securityContext"]!;

        Assert.Equal("true", container["readOnlyRootFilesystem"]!.Text);
        Assert.Equal("false", container["allowPrivilegeEscalation"]!.Text);
        Assert.Equal("ALL", Assert.Single(container["capabilities.drop"]!.Items).Text);
        Assert.Null(container["capabilities.add"]);
        Assert.All([container, manifests.Pod()["securityContext"]!], IsNobody);
        Assert.Equal("false", manifests.Pod()["enableServiceLinks"]!.Text);
        Assert.All(["hostNetwork", "hostPID", "hostIPC", "volumes"], field => Assert.Null(manifests.Pod()[field]));
    }

    [Fact]
    public async Task It_asks_for_little()
    {
        var resources = (await Helm.TemplateAsync()).Container()["resources"]!;

        Assert.Equal("100m", resources["limits.cpu"]!.Text);
        Assert.Equal("32Mi", resources["limits.memory"]!.Text);
        Assert.Equal("10m", resources["requests.cpu"]!.Text);
        Assert.Equal("16Mi", resources["requests.memory"]!.Text);
    }

    [Theory]
    [InlineData("", Repository)]
    [InlineData("global: {systemDefaultRegistry: 'registry.example.com:5000'}", "registry.example.com:5000/" + Repository)]
    [InlineData("global: {systemDefaultRegistry: 'registry.example.com/'}", "registry.example.com/" + Repository)]
    [InlineData("global: {systemDefaultRegistry: 'registry.example.com:5000/mirror'}", "registry.example.com:5000/mirror/" + Repository)]
    [InlineData("global: {cattle: {systemDefaultRegistry: rancher.example.com}}", "rancher.example.com/" + Repository)]
    [InlineData("global: {systemDefaultRegistry: a.example, cattle: {systemDefaultRegistry: b.example}}", "a.example/" + Repository)]
    [InlineData("global: null", Repository)]
    [InlineData("image: {repository: mirror/responder, tag: v9}", "mirror/responder:v9")]
    public async Task The_image_comes_from_the_registry_that_RKE2_names(string values, string image) =>
        Assert.Equal(image, (await Helm.TemplateAsync(values)).Container()["image"]!.Text);

    [Fact]
    public async Task The_default_pod_runs_on_Linux()
    {
        var pod = (await Helm.TemplateAsync()).Pod();

        Assert.Equal(new Dictionary<string, string> { ["kubernetes.io/os"] = "linux" }, pod["nodeSelector"]!.Map);
        Assert.Equal("system-cluster-critical", pod["priorityClassName"]!.Text);
    }

    [Fact]
    public async Task The_pod_tolerates_the_taints_of_an_RKE2_server_beside_those_given()
    {
        var pod = (await Helm.TemplateAsync("tolerations: [{key: gpu, operator: Exists, effect: NoSchedule}]")).Pod();

        // CriticalAddonsOnly has no effect, because RKE2 servers are tainted with NoExecute, others with NoSchedule.
        Assert.Equal(
            [
                "gpu:NoSchedule",
                "CriticalAddonsOnly:",
                "node-role.kubernetes.io/control-plane:NoSchedule",
                "node-role.kubernetes.io/etcd:NoExecute",
            ],
            pod["tolerations"]!.Items.Select(toleration => $"{toleration["key"]!.Text}:{toleration["effect"]?.Text}"));
    }

    [Fact]
    public async Task The_pod_tolerates_nothing_if_it_is_to_stay_away_from_servers() =>
        Assert.Null((await Helm.TemplateAsync("tolerateControlPlane: false")).Pod()["tolerations"]);

    [Fact]
    public async Task A_node_selector_adds_to_Linux_and_cannot_replace_it()
    {
        var pod = (await Helm.TemplateAsync("nodeSelector: {zone: a, kubernetes.io/os: windows}")).Pod();

        Assert.Equal(
            new Dictionary<string, string> { ["kubernetes.io/os"] = "linux", ["zone"] = "a" },
            pod["nodeSelector"]!.Map);
    }

    [Fact]
    public async Task What_a_user_adds_to_the_pod_arrives_there()
    {
        var manifests = await Helm.TemplateAsync("""
            affinity: {nodeAffinity: {marker: here}}
            imagePullSecrets: [{name: pull-me}]
            priorityClassName: ""
            podLabels: {team: blue, app.kubernetes.io/name: stolen}
            podAnnotations: {sidecar.istio.io/inject: "false"}
            extraArgs: [--verbose]
            """);
        var metadata = manifests.OfKind("CronJob")["spec.jobTemplate.spec.template.metadata"]!;

        Assert.Equal("here", manifests.Pod()["affinity.nodeAffinity.marker"]!.Text);
        Assert.Equal("pull-me", manifests.Pod()["imagePullSecrets.0.name"]!.Text);
        Assert.Null(manifests.Pod()["priorityClassName"]);
        Assert.Equal("blue", metadata["labels"]!.Map["team"]);
        Assert.Equal("rke2-security-responder", metadata["labels"]!.Map["app.kubernetes.io/name"]);
        Assert.Equal("false", metadata["annotations"]!.Map["sidecar.istio.io/inject"]);
        Assert.Equal("--verbose", Assert.Single(manifests.Container()["args"]!.Items).Text);
    }

    private static void IsNobody(Manifest context)
    {
        Assert.Equal("true", context["runAsNonRoot"]!.Text);
        Assert.Equal("65532", context["runAsUser"]!.Text);
        Assert.Equal("65532", context["runAsGroup"]!.Text);
        Assert.Equal("RuntimeDefault", context["seccompProfile.type"]!.Text);
    }
}
