namespace SecurityResponder.Charts.Tests;

public sealed class SchemaTests
{
    [Theory]
    [InlineData("enabled: 'no'", "/enabled")]
    [InlineData("schedule: 8", "/schedule")]
    [InlineData("schedule: every eight hours", "/schedule")]
    [InlineData("schedule: 'TZ=UTC 0 0 * * *'", "/schedule")]
    [InlineData("schedule: ''", "/schedule")]
    [InlineData("mode: full", "/mode")]
    [InlineData("mode: Recommended", "/mode")]
    [InlineData("check: off-please", "/check")]
    [InlineData("check: {disabled: 'true'}", "/check/disabled")]
    [InlineData("check: {endpoint: responder.example.com}", "/check/endpoint")]
    [InlineData("check: {endpoint: 'file:///etc/passwd'}", "/check/endpoint")]
    [InlineData("check: {endpoint: 'https://user:secret@responder.example.com/'}", "/check/endpoint")]
    [InlineData("check: null", "check")]
    [InlineData("image: {tag: null}", "tag")]
    [InlineData("check: {enabled: false}", "enabled")]
    [InlineData("image: {tag: 1.0}", "/image/tag")]
    [InlineData("image: {repository: ''}", "/image/repository")]
    [InlineData("image: {pullPolicy: Sometimes}", "/image/pullPolicy")]
    [InlineData("imagePullSecrets: [pull-me]", "/imagePullSecrets/0")]
    [InlineData("resources: {limits: {cpu: true}}", "/resources/limits/cpu")]
    [InlineData("resources: {limit: {cpu: 1}}", "limit")]
    [InlineData("nodeSelector: {gpu: true}", "/nodeSelector/gpu")]
    [InlineData("tolerations: {key: a}", "/tolerations")]
    [InlineData("tolerateControlPlane: 'yes'", "/tolerateControlPlane")]
    [InlineData("affinity: []", "/affinity")]
    [InlineData("serviceAccountName: Not_A_Name", "/serviceAccountName")]
    [InlineData("priorityClassName: 7", "/priorityClassName")]
    [InlineData("podLabels: {a: 1}", "/podLabels/a")]
    [InlineData("podAnnotations: {a: true}", "/podAnnotations/a")]
    [InlineData("extraArgs: --verbose", "/extraArgs")]
    [InlineData("extraEnv: [{name: A, value: true}]", "/extraEnv/0/value")]
    [InlineData("extraEnv: [{value: nameless}]", "name")]
    [InlineData("proxy: {httpsProxy: 3128}", "/proxy/httpsProxy")]
    [InlineData("proxy: {https_proxy: a}", "https_proxy")]
    [InlineData("privateCA: {key: ../token}", "/privateCA/key")]
    [InlineData("privateCA: {configMapName: a, secretName: b}", "privateCA: name a configMapName or a secretName, not both")]
    [InlineData("global: {systemDefaultRegistry: 5000}", "/global/systemDefaultRegistry")]
    [InlineData("global: {prime: {enabled: 'yes'}}", "/global/prime/enabled")]
    [InlineData("notify: {status: 'yes'}", "/notify/status")]
    [InlineData("notify: {email: true}", "email")]
    [InlineData("notify: {alertmanager: {url: 'alertmanager:9093'}}", "/notify/alertmanager/url")]
    [InlineData("notify: {alertmanager: {url: 'http://user:secret@alertmanager:9093'}}", "/notify/alertmanager/url")]
    [InlineData("shedule: '5 4 * * *'", "shedule")]
    public Task A_wrong_value_is_refused_by_its_name(string values, string named) => Helm.RefusesAsync(Helm.Chart, values, named);

    [Fact]
    public async Task What_RKE2_sets_for_all_charts_is_accepted() => await Helm.TemplateAsync("""
        global:
          clusterCIDR: 10.42.0.0/16,2001:db8:42::/56
          clusterCIDRv4: 10.42.0.0/16
          clusterCIDRv6: 2001:db8:42::/56
          clusterDNS: 10.43.0.10
          clusterDomain: cluster.local
          rke2DataDir: /var/lib/rancher/rke2
          serviceCIDR: 10.43.0.0/16
          systemDefaultIngressClass: traefik
          prime: {enabled: "true"}
        """);

    [Theory]
    [InlineData("mode: minimal")]
    [InlineData("schedule: '@daily'")]
    [InlineData("check: {endpoint: 'http://127.0.0.1:8080/v1/check'}")]
    [InlineData("image: {tag: 'v0.1.0@sha256:ccfe163c2eff9d4f6e58f416faba27abc03066bf2f6a41977d617630a240b716'}")]
    [InlineData("resources: {limits: {cpu: 1, memory: 64Mi}}")]
    [InlineData("{tolerations: null, nodeSelector: null, affinity: null, podLabels: null, podAnnotations: null, imagePullSecrets: null}")]
    [InlineData("{extraEnv: null, extraArgs: null, proxy: null, privateCA: null, resources: null, priorityClassName: null}")]
    public async Task A_right_value_is_accepted(string values) => Assert.Equal(8, (await Helm.TemplateAsync(values)).Count);
}
