namespace SecurityResponder.Charts.Tests.Server;

public sealed class ServerSchemaTests
{
    [Theory]
    [InlineData("replicaCount: 0", "/replicaCount")]
    [InlineData("replicaCount: '2'", "/replicaCount")]
    [InlineData("replicas: 2", "replicas")]
    [InlineData("feed: {url: 'http://feeds.example.com/feed.json'}", "/feed/url")]
    [InlineData("feed: {url: ''}", "feed: name a url or a configMapName")]
    [InlineData("feed: {url: 'https://feeds.example.com/feed.json', configMapName: a}", "feed: name a url or a configMapName, not both")]
    [InlineData("feed: {configMapName: Not_A_Name}", "/feed/configMapName")]
    [InlineData("idSecret: {key: ../token}", "/idSecret/key")]
    [InlineData("operator: {token: a}", "token")]
    [InlineData("postgres: {connectionString: a}", "connectionString")]
    [InlineData("trustedProxies: 10.0.0.0/8", "/trustedProxies")]
    [InlineData("trustedProxies: [proxy.example.com]", "/trustedProxies/0")]
    [InlineData("rateLimit: 10", "/rateLimit")]
    [InlineData("priorityClassName: \"x\\nhostNetwork: true\"", "/priorityClassName")]
    [InlineData("quotas: {clusterReports: 251}", "/quotas/clusterReports")]
    [InlineData("quotas: {clusterBytes: 10}", "/quotas/clusterBytes")]
    [InlineData("quotas: {newClusters: 10}", "/quotas/newClusters")]
    [InlineData("quotas: {storeMebibytes: 15}", "/quotas/storeMebibytes")]
    [InlineData("quotas: {clusters: 10}", "clusters")]
    [InlineData("logFormat: logfmt", "/logFormat")]
    [InlineData("logFormat: null", "logFormat")]
    [InlineData("retentionDays: 0", "/retentionDays")]
    [InlineData("persistence: {size: 1}", "/persistence/size")]
    [InlineData("persistence: {enabled: false}", "an emptyDir needs idSecret.existingSecret")]
    [InlineData("service: {type: ExternalName}", "/service/type")]
    [InlineData("service: {port: 70000}", "/service/port")]
    [InlineData("service: {externalTrafficPolicy: Local}", "service.externalTrafficPolicy is for NodePort and LoadBalancer")]
    [InlineData("autoscaling: {enabled: true}", "more than one replica needs postgres.existingSecret")]
    [InlineData("{replicaCount: 2, idSecret: {existingSecret: a}}", "more than one replica needs postgres.existingSecret")]
    [InlineData("{replicaCount: 2, postgres: {existingSecret: a}}", "more than one replica needs idSecret.existingSecret")]
    [InlineData("{autoscaling: {enabled: true, minReplicas: 9}, postgres: {existingSecret: a}, idSecret: {existingSecret: a}}",
        "minReplicas is more than maxReplicas")]
    [InlineData("serviceMonitor: {enabled: true}", "serviceMonitor needs operator.existingSecret")]
    [InlineData("serviceMonitor: {interval: often}", "/serviceMonitor/interval")]
    [InlineData("networkPolicy: {egressPorts: [https]}", "/networkPolicy/egressPorts/0")]
    [InlineData("image: {tag: 1.0}", "/image/tag")]
    [InlineData("extraEnv: [{name: A, value: true}]", "/extraEnv/0/value")]
    [InlineData("extraVolumes: [{emptyDir: {}}]", "/extraVolumes/0")]
    public Task A_wrong_value_is_refused_by_its_name(string values, string named) => Helm.RefusesAsync(Helm.ServerChart, values, named);

    [Theory]
    [InlineData("rateLimit: 0")]
    [InlineData("quotas: {clusterReports: 0, clusterBytes: 0, newClusters: 0, storeMebibytes: 0}")]
    [InlineData("quotas: null")]
    [InlineData("logFormat: json")]
    [InlineData("trustedProxies: ['10.0.0.1', '2001:db8::/32']")]
    [InlineData("service: {type: LoadBalancer, externalTrafficPolicy: Local}")]
    [InlineData("{feed: {configMapName: feeds}, operator: {existingSecret: a}}")]
    [InlineData(
        "{tolerations: null, nodeSelector: null, affinity: null, podLabels: null, extraEnv: null, extraVolumes: null, resources: null}")]
    [InlineData("extraEnv: [{name: SECURITY_RESPONDER_RATE_LIMIT, value: '100'}]")]
    public async Task A_right_value_is_accepted(string values) => Assert.NotEmpty(await Helm.TemplateServerAsync(values));

    [Fact]
    public async Task Every_top_level_value_has_a_rule_in_the_schema()
    {
        async Task<Manifest> ReadAsync(string file) =>
            Manifest.Parse(await File.ReadAllTextAsync(Path.Combine(Helm.ServerChart, file), TestContext.Current.CancellationToken))
                .Single();

        Assert.Equal((await ReadAsync("values.yaml")).Map.Keys.Order(),
            (await ReadAsync("values.schema.json"))["properties"]!.Map.Keys.Order());
    }
}
