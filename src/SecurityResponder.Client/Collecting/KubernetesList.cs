using SecurityResponder.Clusters;

namespace SecurityResponder.Client.Collecting;

/// <summary>What is decoded of an answer: a list (or one object) and what pages through it.</summary>
/// <param name="onItem">Takes each item of a list as soon as it ends, so that none is kept.</param>
internal sealed class KubernetesList(Action<KubernetesObject> onItem)
{
    // One workload with this many containers is already made up; the rest of it is not kept.
    private const int MaxParts = 64;

    private KubernetesObject? _item;
    private string _containerName = "";
    private string _containerImage = "";
    private string? _containerInstallId;
    private string _variable = "";
    private string _variableValue = "";

    /// <summary>The answer's own fields: those of a single object, or of the list around its items.</summary>
    public KubernetesObject Root { get; } = new();

    /// <summary>The object that is being read.</summary>
    public KubernetesObject Current => _item ?? Root;

    /// <summary><c>metadata.continue</c>: the token of the next page; null on the last.</summary>
    public string? Continue { get; set; }

    /// <summary><c>gitVersion</c> of <c>/version</c>, or <c>serverVersion.gitVersion</c> of <c>kubectl version -o json</c>.</summary>
    public string? GitVersion { get; set; }

    public void BeginItem() => _item = new();

    public void EndItem()
    {
        onItem(Current);
        _item = null;
    }

    public void BeginContainer() => (_containerName, _containerImage, _containerInstallId) = ("", "", null);

    public void ContainerName(string name) => _containerName = name;

    public void ContainerImage(string image) => _containerImage = image;

    public void EndContainer(List<Container> containers) => Keep(containers, new Container(_containerName, _containerImage, _containerInstallId));

    public void BeginVariable() => (_variable, _variableValue) = ("", "");

    public void VariableName(string name) => _variable = name;

    public void VariableValue(string value) => _variableValue = value;

    public void EndVariable() =>
        _containerInstallId = _variable == "CATTLE_INSTALL_UUID" && _variableValue.Length > 0 ? _variableValue : _containerInstallId;

    public static void Keep<T>(List<T> parts, T part)
    {
        if (parts.Count < MaxParts)
        {
            parts.Add(part);
        }
    }
}
