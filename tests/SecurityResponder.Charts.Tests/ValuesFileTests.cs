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

    private const string Client = "rke2-security-responder";
    private const string Server = Client + "-server";

    private const string Placement = """
        imagePullSecrets: [{name: pull}]
        nodeSelector: {a: b}
        tolerations: [{key: dedicated, operator: Equal, value: a, effect: NoExecute, tolerationSeconds: 60}]
        affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [
          {matchExpressions: [{key: a, operator: In, values: [b]}]}]}}}
        priorityClassName: high
        podLabels: {team: a}
        podAnnotations: {note: b}
        global: {systemDefaultRegistry: 'registry.example.com:5000/mirror'}
        """;

    public static TheoryData<string, string> Files =>
        [.. new[] { Helm.Chart, Helm.ServerChart }.SelectMany(chart =>
            Directory.GetFiles(Path.Combine(chart, "ci")).Append(Path.Combine(chart, "values.yaml")).Order(StringComparer.Ordinal)
                .Select(file => (Path.GetFileName(chart), Path.GetRelativePath(chart, file))))];

    /// <summary>Values that no file sets, so that each optional value is rendered once.</summary>
    public static TheoryData<string, string> Optional { get; } = new()
    {
        { Client, "{privateCA: {configMapName: ca}, scheduleLookup: false}" },
        { Client, "{privateCA: {secretName: ca, key: root.pem}, proxy: {httpProxy: 'http://a:1', httpsProxy: 'http://b:2'}}" },
        { Client, "check: {feed: /feed.json, report: true}" },
        { Client, "check: {feed: 'https://mirror.example.com/feed.json'}" },
        { Client, "check: {feedVolume: {persistentVolumeClaim: {claimName: feeds}}, feed: /feed/feed.json}" },
        { Client, "check: {feedConfigMap: {name: feeds}, report: true}" },
        { Client, "notify: {status: false, events: false, alertmanager: {url: 'http://a:9093,http://b:9093'}}" },
        { Client, "notify: {status: true, events: true, kubeStateMetrics: true, prometheusRules: true}" },
        { Client, "{check: {disabled: true}, notify: {status: true, kubeStateMetrics: true}}" },
        { Client, "{schedule: '17 3 * * *', nameOverride: checker, mode: minimal, tolerateControlPlane: false}" },
        { Client, "{resources: null, priorityClassName: '', extraArgs: [--plan, upgrade], extraEnv: [{name: A, value: b}]}" },
        { Client, Placement },
        { Server, Placement },
        { Server, "{feed: {configMapName: feeds, key: a.json}, persistence: {storageClassName: fast, size: 9Gi}}" },
        { Server, "{service: {type: NodePort, annotations: {a: b}}, operator: {existingSecret: operators}}" },
        { Server, "{extraVolumes: [{name: more, emptyDir: {}}], extraVolumeMounts: [{name: more, mountPath: /more}]}" },
        { Server, "{serviceMonitor: {enabled: true}, operator: {existingSecret: operators}, extraArgs: [--version]}" },
    };

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

        Assert.All(Documents(run), AssertTyped);
    }

    [Fact]
    public void A_field_that_Kubernetes_does_not_know_is_found() => Assert.ThrowsAny<Exception>(
        () => AssertTyped("apiVersion: batch/v1\nkind: CronJob\nspec: {shedule: '* * * * *'}"));

    [Theory]
    [InlineData("schedule: '0 3 * * *'", "schedule: ''")]
    [InlineData("concurrencyPolicy: Forbid", "concurrencyPolicy: Never")]
    [InlineData("restartPolicy: Never", "restartPolicy: Always")]
    [InlineData("image: b", "imagePullPolicy: Always")]
    [InlineData("imagePullPolicy: IfNotPresent", "imagePullPolicy: Sometimes")]
    [InlineData("value: c", "value: c, valueFrom: {secretKeyRef: {name: a, key: b}}")]
    [InlineData("mountPath: /tmp", "subPath: tmp")]
    [InlineData("{name: tmp, mountPath", "{name: other, mountPath")]
    [InlineData("emptyDir: {}", "emptyDir: {}, hostPath: {path: /}")]
    [InlineData("metadata: {name: a}", "metadata: {name: Not_A_Name}")]
    public void A_required_field_that_is_missing_or_wrong_is_found(string right, string wrong)
    {
        const string CronJob = """
            apiVersion: batch/v1
            kind: CronJob
            metadata: {name: a}
            spec:
              schedule: '0 3 * * *'
              concurrencyPolicy: Forbid
              jobTemplate: {spec: {template: {spec: {restartPolicy: Never, volumes: [{name: tmp, emptyDir: {}}], containers: [
                {name: a, image: b, imagePullPolicy: IfNotPresent, env: [{name: A, value: c}],
                volumeMounts: [{name: tmp, mountPath: /tmp}]}]}}}}
            """;
        AssertTyped(CronJob);
        Assert.Contains(right, CronJob, StringComparison.Ordinal);

        Assert.ThrowsAny<Exception>(() => AssertTyped(CronJob.Replace(right, wrong, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("monitoring.coreos.com/v1", "PrometheusRule", "{groups: [{name: a, rules: [{alert: B, expr: c}]}]}", ", expr: c")]
    [InlineData("monitoring.coreos.com/v1", "PrometheusRule", "{groups: [{name: a, rules: [{alert: B, expr: c}]}]}", "alert: B, ")]
    [InlineData("monitoring.coreos.com/v1", "PrometheusRule", "{groups: [{name: a, rules: []}]}", "name: a, ")]
    [InlineData("monitoring.coreos.com/v1", "ServiceMonitor", "{selector: {}, endpoints: [{port: a}]}", "port: a")]
    [InlineData("monitoring.coreos.com/v1", "ServiceMonitor", "{selector: {}, endpoints: [{port: a}]}", "selector: {}, ")]
    [InlineData("v1", "Service", "{type: ClusterIP, ports: [{port: 80}]}", "IP")]
    public void A_wrong_object_of_monitoring_or_network_is_found(string version, string kind, string spec, string removed)
    {
        var yaml = $"apiVersion: {version}\nkind: {kind}\nmetadata: {{name: a}}\nspec: {spec}";
        AssertTyped(yaml);

        Assert.ThrowsAny<Exception>(() => AssertTyped(yaml.Replace(removed, "", StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Optional))]
    public async Task Every_object_of_optional_values_has_only_fields_that_Kubernetes_knows(string chart, string values)
    {
        var folder = Path.Combine(Helm.Repository, "charts", chart);
        var run = await Helm.AcceptedAsync(["template", "any", folder, "--values", "-"], values);

        Assert.All(Documents(run), AssertTyped);
    }

    private static List<string> Documents(HelmRun run)
    {
        var documents = run.Output.Split("\n---\n").Where(document => document.Contains("kind:", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(documents);
        return documents;
    }

    private static void AssertTyped(string document)
    {
        var manifest = Manifest.Parse(document).Single();
        var kind = $"{manifest["apiVersion"]!.Text}/{manifest["kind"]!.Text}";
        RequiredFields.Check(manifest);
        if (!Others.Contains(kind))
        {
            KubernetesYaml.LoadAllFromString(document, new Dictionary<string, Type> { [kind] = Kinds[kind] }, strict: true);
        }
    }
}
