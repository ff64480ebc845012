using System.Globalization;
using SecurityResponder.Charts.Tests;
using SecurityResponder.Fakes;

namespace SecurityResponder.Aot.Tests;

/// <summary>The pod of a chart, rendered by Helm, as options of <c>podman run</c>.</summary>
internal sealed class ChartPod : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly Manifest _workload;
    private readonly Manifest _pod;
    private readonly Manifest _container;

    private ChartPod(Manifest workload, string pod)
    {
        _workload = workload;
        _pod = workload[pod]!;
        _container = Assert.Single(_pod["containers"]!.Items);
    }

    /// <summary>The options without the image.</summary>
    public IReadOnlyList<string> Options { get; private set; } = [];

    /// <summary>The program's arguments.</summary>
    public IReadOnlyList<string> Arguments => [.. _container["args"]?.Items.Select(argument => argument.Text) ?? []];

    /// <summary>Renders the client's chart with the values.</summary>
    /// <param name="values">YAML.</param>
    public static async Task<ChartPod> RenderClientAsync(string values)
    {
        var pod = new ChartPod((await Helm.TemplateAsync(values)).OfKind("CronJob"), "spec.jobTemplate.spec.template.spec");
        Assert.Null(pod._container["volumeMounts"]);
        pod.Options = [.. pod.Security(), .. pod.Memory(), .. pod.Environment()];
        return pod;
    }

    /// <summary>Renders the responder's chart with the values, and prepares the volumes.</summary>
    /// <param name="values">YAML.</param>
    /// <param name="configMaps">Name of a ConfigMap to its file: name and content.</param>
    public static async Task<ChartPod> RenderAsync(string values, IReadOnlyDictionary<string, (string Name, string Content)> configMaps)
    {
        var pod = new ChartPod((await Helm.TemplateServerAsync(values)).OfKind("StatefulSet"), "spec.template.spec");
        List<string> mounts = [];
        foreach (var mount in pod._container["volumeMounts"]!.Items)
        {
            mounts.AddRange(await pod.MountAsync(mount, configMaps));
        }

        pod.Options = [.. pod.Security(), .. pod.Memory(), .. pod.Environment(), .. mounts];
        return pod;
    }

    /// <summary>The address of a probe inside the pod, for example <c>http://127.0.0.1:8082/livez</c>.</summary>
    /// <param name="probe"><c>livenessProbe</c> or <c>readinessProbe</c>.</param>
    public string ProbeUrl(string probe)
    {
        var request = _container[$"{probe}.httpGet"]!;
        return $"http://127.0.0.1:{Port(request["port"]!.Text)}{request["path"]!.Text}";
    }

    /// <summary>The number of a named port.</summary>
    public string Port(string name) =>
        _container["ports"]!.Items.Single(port => port["name"]!.Text == name)["containerPort"]!.Text;

    public void Dispose() => _folder.Dispose();

    private IEnumerable<string> Security()
    {
        var security = _container["securityContext"]!;
        Assert.Equal("RuntimeDefault", security["seccompProfile.type"]!.Text); // podman's default
        Assert.Equal("true", security["runAsNonRoot"]!.Text);
        Assert.Equal("false", security["allowPrivilegeEscalation"]!.Text);
        Assert.Equal("true", security["readOnlyRootFilesystem"]!.Text);
        return
        [
            "--user", $"{security["runAsUser"]!.Text}:{security["runAsGroup"]!.Text}", "--security-opt", "no-new-privileges",
            "--read-only", "--read-only-tmpfs=false",
            .. security["capabilities.drop"]!.Items.SelectMany(capability => new[] { "--cap-drop", capability.Text })];
    }

    private string[] Memory()
    {
        var limit = Mebibytes(_container["resources.limits.memory"]!.Text);
        return ["--memory", limit, "--memory-swap", limit];
    }

    // Variables from the pod's own fields are left out: podman has no such fields.
    private IEnumerable<string> Environment() => _container["env"]!.Items.Where(variable => variable["value"] is not null).SelectMany(
        variable => new[] { "--env", $"{variable["name"]!.Text}={variable["value"]!.Text}" });

    private async Task<string[]> MountAsync(Manifest mount, IReadOnlyDictionary<string, (string Name, string Content)> configMaps)
    {
        var (name, path) = (mount["name"]!.Text, mount["mountPath"]!.Text);
        var options = mount["readOnly"]?.Text == "true" ? ":ro" : "";
        if (_pod["volumes"]!.Items.SingleOrDefault(volume => volume["name"]!.Text == name) is not { } volume)
        {
            Assert.Contains(_workload["spec.volumeClaimTemplates"]!.Items, claim => claim["metadata.name"]!.Text == name);
            return ["--volume", $"{await ClaimAsync(name)}:{path}{options}"];
        }

        if (volume["emptyDir"] is { } empty)
        {
            return ["--tmpfs", $"{path}:rw,mode=1777,size={Mebibytes(empty["sizeLimit"]!.Text)}"];
        }

        var map = configMaps[volume["configMap.name"]!.Text];
        return ["--volume", $"{ConfigMap(name, map)}:{path}{options}"];
    }

    // The kubelet gives a new volume to the group of the pod.
    private async Task<string> ClaimAsync(string name)
    {
        var folder = Path.Combine(_folder.Path, name);
        var group = _pod["securityContext.fsGroup"]!.Text;
        (await Command.RunAsync("install", ["-d", "-m", "2775", "-g", group, folder], TestContext.Current.CancellationToken)).Succeeded();
        return folder;
    }

    // The kubelet writes the files into a folder with a date, and replaces a link to it:
    // https://github.com/kubernetes/kubernetes/blob/master/pkg/volume/util/atomic_writer.go
    private string ConfigMap(string volume, (string Name, string Content) file)
    {
        _folder.Write($"{volume}/..2026_11_30/{file.Name}", file.Content);
        var folder = Path.Combine(_folder.Path, volume);
        File.CreateSymbolicLink(Path.Combine(folder, "..data"), "..2026_11_30");
        File.CreateSymbolicLink(Path.Combine(folder, file.Name), $"..data/{file.Name}");
        return folder;
    }

    private static string Mebibytes(string quantity)
    {
        Assert.EndsWith("Mi", quantity, StringComparison.Ordinal);
        return int.Parse(quantity[..^2], CultureInfo.InvariantCulture) + "m";
    }
}
