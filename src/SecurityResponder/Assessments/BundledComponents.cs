using SecurityResponder.Advisories;
using SecurityResponder.Clusters;
using SecurityResponder.Releases;

namespace SecurityResponder.Assessments;

/// <summary>The component versions of a release as a cluster runs them.</summary>
/// <param name="version">The release's version.</param>
/// <param name="release">The release in the feed; null when it is not listed.</param>
/// <param name="cni">The network plugin, which selects the variant of Calico and Flannel; null for any.</param>
internal sealed class BundledComponents(ReleaseVersion version, Release? release, Software? cni)
{
    private readonly Dictionary<string, ComponentVersion[]> _known = new(StringComparer.Ordinal);

    /// <summary>Whether the feed lists the release.</summary>
    public bool IsListed => release is not null;

    /// <summary>The versions of a component; several when it is unknown which one runs, empty when the feed lists none.</summary>
    public IReadOnlyList<ComponentVersion> VersionsOf(Component component)
    {
        // Thousands of advisories need the same few.
        if (!_known.TryGetValue(component.Name, out var versions))
        {
            _known[component.Name] = versions = Find(component);
        }

        return versions;
    }

    private ComponentVersion[] Find(Component component)
    {
        if (component == Component.Rke2)
        {
            return Parsed([version.ToString()]);
        }

        var listed = Listed(NamesOf(component));
        // RKE2's version contains the Kubernetes version.
        return listed.Length == 0 && component == Component.Kubernetes ? Parsed([version.ToString()]) : listed;
    }

    // The variant that runs, else the other one: better an approximate version than none. Both when the plugin is unknown.
    private ComponentVersion[] Listed(string[] names)
    {
        var found = new List<string>();
        foreach (var name in names)
        {
            if (release?.Components.GetValueOrDefault(name) is { } text)
            {
                found.Add(text);
            }

            if (found.Count > 0 && cni is not null)
            {
                break;
            }
        }
        return Parsed(found);
    }

    private string[] NamesOf(Component component)
    {
        if (component != Component.Calico && component != Component.Flannel)
        {
            return [component.Name];
        }

        var inCanal = "canal-" + component.Name;
        return cni is { Name: "canal" } ? [inCanal, component.Name] : [component.Name, inCanal];
    }

    private static ComponentVersion[] Parsed(IEnumerable<string> texts) =>
        [.. texts.Select(ComponentVersion.TryParse).OfType<ComponentVersion>()];
}
