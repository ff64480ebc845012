using SecurityResponder.Advisories;
using SecurityResponder.Clusters;
using SecurityResponder.Releases;

namespace SecurityResponder.Assessments;

/// <summary>What a release bundles, seen from one cluster: the versions that advisories are held against.</summary>
/// <param name="version">The release's version.</param>
/// <param name="release">What the feed knows of it; null for a version that it does not list.</param>
/// <param name="cni">The network plugin that picks Calico's and Flannel's variant; null for any.</param>
internal sealed class BundledComponents(ReleaseVersion version, Release? release, Software? cni)
{
    private readonly Dictionary<string, ComponentVersion[]> _known = new(StringComparer.Ordinal);

    /// <summary>Whether the feed lists the release, so that what it does not say of it is not so.</summary>
    public bool IsListed => release is not null;

    /// <summary>The versions of a component, several when it is not known which of them runs; empty when the feed does not say.</summary>
    public IReadOnlyList<ComponentVersion> VersionsOf(Component component)
    {
        // Thousands of advisories ask for the same few.
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
        // RKE2 takes Kubernetes' version for its own, so that one is always known.
        return listed.Length == 0 && component == Component.Kubernetes ? Parsed([version.ToString()]) : listed;
    }

    // The variant that runs, else the other: a near guess is better than silence. Without a known plugin, both.
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
