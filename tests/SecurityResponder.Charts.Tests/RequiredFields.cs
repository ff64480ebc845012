using System.Text.RegularExpressions;

namespace SecurityResponder.Charts.Tests;

/// <summary>What an API server refuses although every field is known: required fields, fixed sets of values, names.</summary>
internal static partial class RequiredFields
{
    private static readonly string[] VolumeSources =
        ["emptyDir", "configMap", "secret", "hostPath", "persistentVolumeClaim", "projected", "image"];

    public static void Check(Manifest manifest)
    {
        Assert.Matches(ObjectName(), manifest["metadata.name"]!.Text);
        switch (manifest["kind"]!.Text)
        {
            case "CronJob":
                CheckCronJob(manifest["spec"]!);
                break;

            case "StatefulSet":
                CheckStatefulSet(manifest["spec"]!);
                break;

            case "Service":
                OneOf(manifest, "spec.type", "ClusterIP", "NodePort", "LoadBalancer", "ExternalName");
                Assert.All(manifest["spec.ports"]!.Items, port => Assert.Matches("^[1-9][0-9]{0,4}$", port["port"]!.Text));
                break;

            case "ClusterRole" or "Role":
                Assert.All(manifest["rules"]!.Items, rule => Assert.NotEmpty(rule["verbs"]!.Items));
                break;

            case "ClusterRoleBinding" or "RoleBinding":
                CheckBinding(manifest);
                break;

            case "PrometheusRule":
                Assert.All(manifest["spec.groups"]!.Items, group => Filled(group, "name"));
                Assert.All(manifest["spec.groups"]!.Items.SelectMany(group => group["rules"]!.Items), CheckRule);
                break;

            case "ServiceMonitor":
                Assert.NotNull(manifest["spec.selector"]);
                Assert.All(manifest["spec.endpoints"]!.Items, endpoint => Filled(endpoint, "port"));
                break;
        }
    }

    private static void CheckCronJob(Manifest spec)
    {
        Filled(spec, "schedule");
        OneOf(spec, "concurrencyPolicy", "Allow", "Forbid", "Replace");
        var pod = spec["jobTemplate.spec.template.spec"]!;
        Assert.NotNull(pod["restartPolicy"]);
        OneOf(pod, "restartPolicy", "Never", "OnFailure");
        CheckPod(pod);
    }

    private static void CheckStatefulSet(Manifest spec)
    {
        Filled(spec, "serviceName");
        var labels = spec["template.metadata.labels"]!.Map;
        Assert.All(spec["selector.matchLabels"]!.Map, label => Assert.Equal(label.Value, labels[label.Key]));
        CheckPod(
            spec["template.spec"]!, spec["volumeClaimTemplates"]?.Items.Select(claim => claim["metadata.name"]!.Text) ?? []);
    }

    private static void CheckBinding(Manifest binding)
    {
        Filled(binding, "roleRef.name");
        OneOf(binding, "roleRef.kind", "ClusterRole", "Role");
        Assert.All(binding["subjects"]!.Items, subject => Filled(subject, "name"));
    }

    private static void CheckRule(Manifest rule)
    {
        Filled(rule, "expr");
        Assert.True(rule["alert"] is null != rule["record"] is null);
    }

    private static void CheckPod(Manifest pod, params IEnumerable<string> claims)
    {
        var volumes = pod["volumes"]?.Items ?? [];
        Assert.All(volumes, volume => Assert.Single(VolumeSources, source => volume[source] is not null));
        string[] names = [.. volumes.Select(volume => volume["name"]!.Text), .. claims];
        Assert.Equal(names.Distinct(), names);
        Assert.All(
            pod["containers"]!.Items.Concat(pod["initContainers"]?.Items ?? []), container => CheckContainer(container, names));
    }

    private static void CheckContainer(Manifest container, string[] volumes)
    {
        Filled(container, "name");
        Filled(container, "image");
        OneOf(container, "imagePullPolicy", "Always", "IfNotPresent", "Never");
        Assert.All(container["volumeMounts"]?.Items ?? [], mount =>
        {
            Filled(mount, "mountPath");
            Assert.Contains(mount["name"]!.Text, volumes);
        });
        Assert.All(container["env"]?.Items ?? [], variable =>
        {
            Filled(variable, "name");
            Assert.True(variable["value"] is null || variable["valueFrom"] is null);
        });
    }

    private static void Filled(Manifest manifest, string path) => Assert.False(string.IsNullOrEmpty(manifest[path]?.Text), path);

    private static void OneOf(Manifest manifest, string path, params string[] allowed)
    {
        if (manifest[path] is { } value)
        {
            Assert.Contains(value.Text, allowed);
        }
    }

    // A DNS subdomain; the names of RBAC objects may also have colons.
    [GeneratedRegex("^[a-z0-9]([-a-z0-9.:]*[a-z0-9])?$")]
    private static partial Regex ObjectName();
}
