using SecurityResponder.Clusters;

namespace SecurityResponder.Client.Collecting;

/// <summary>The decoded answer to a request: a list or a single object.</summary>
/// <param name="onItem">Receives each item of a list as soon as it is complete; items are not stored.</param>
internal sealed class KubernetesList(Action<KubernetesObject> onItem)
{
    // No real object has more containers, addresses or GPUs; further ones are ignored.
    private const int MaxParts = 64;

    private KubernetesObject? _item;
    private string _containerName = "";
    private string _containerImage = "";
    private string? _containerInstallId;
    private string _variable = "";
    private string _variableValue = "";

    /// <summary>The top-level object: the single object, or the list without its items.</summary>
    public KubernetesObject Root { get; } = new();

    /// <summary>The object that is being decoded.</summary>
    public KubernetesObject Current => _item ?? Root;

    /// <summary><c>metadata.continue</c>: the token of the next page; null on the last page.</summary>
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

    public void EndContainer(List<Container> containers) =>
        AddBounded(containers, new Container(_containerName, _containerImage, _containerInstallId));

    public void BeginVariable() => (_variable, _variableValue) = ("", "");

    public void VariableName(string name) => _variable = name;

    public void VariableValue(string value) => _variableValue = value;

    public void EndVariable() =>
        _containerInstallId = _variable == "CATTLE_INSTALL_UUID" && _variableValue.Length > 0 ? _variableValue : _containerInstallId;

    public static void AddBounded<T>(List<T> parts, T part)
    {
        if (parts.Count < MaxParts)
        {
            parts.Add(part);
        }
    }
}
