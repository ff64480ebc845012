using SecurityResponder.Clusters;
using SecurityResponder.Components;
using SecurityResponder.Releases;

namespace SecurityResponder.Assessments;

/// <summary>The components of a release by the feed's list, as a cluster would run them.</summary>
/// <param name="version">The release's version.</param>
/// <param name="release">The release in the feed; null when it is not listed.</param>
/// <param name="cni">The network plugin, which selects the variant of Calico and Flannel; null for any.</param>
internal sealed class ReleaseComponents(ReleaseVersion version, Release? release, Software? cni) : IComponents
{
    private readonly Dictionary<Component, ComponentUse[]> _known = [];

    /// <summary>The version.</summary>
    public ReleaseVersion Version => version;

    /// <summary>The uses of a component; several when it is unknown which variant runs. Never empty: an unknown version is a use,
    /// too.</summary>
    public IReadOnlyList<ComponentUse> UsesOf(Component component)
    {
        // Thousands of advisories need the same few.
        if (!_known.TryGetValue(component, out var uses))
        {
            _known[component] = uses = Find(component);
        }

        return uses;
    }

    private ComponentUse[] Find(Component component)
    {
        if (component == Component.Rke2)
        {
            return version.IsRke2
                ? [Use(component, version.ToString(), null) with { IsUnlisted = release is null }]
                : [ComponentUse.Unknown(component, $"{version} is not a release of RKE2")];
        }

        if (component == Component.Go)
        {
            return release?.GoVersion is { } go && ComponentVersion.TryParse(go) is { } parsed
                ? [new ComponentUse(component, parsed, VersionSource.ReleaseList) { Release = version.ToString() }]
                : [ComponentUse.Unknown(component, $"the feed does not say which Go built {version}")];
        }

        var listed = Listed(component);
        // RKE2's version contains the Kubernetes version.
        return listed.Length > 0 ? listed
            : component == Component.Kubernetes ? [Use(component, version.ToString(), null)]
            : [ComponentUse.Unknown(component, Missing(component))];
    }

    private string Missing(Component component) => release is null
        ? $"the feed does not list {version}"
        : $"the feed does not list the version of {component.Name} in {version}";

    // The variant that runs, else the other one: better an approximate version than none. Both when the plugin is unknown.
    private ComponentUse[] Listed(Component component)
    {
        var found = new List<ComponentUse>();
        foreach (var name in NamesOf(component))
        {
            if (release?.Components.GetValueOrDefault(name) is { } text && ComponentVersion.TryParse(text) is not null)
            {
                found.Add(Use(component, text, ImageOf(component, name)));
            }

            if (found.Count > 0 && cni is not null)
            {
                break;
            }
        }

        return [.. found];
    }

    private ComponentUse Use(Component component, string text, string? image) =>
        new(component, ComponentVersion.TryParse(text), VersionSource.ReleaseList) { Release = version.ToString(), Image = image };

    private string[] NamesOf(Component component)
    {
        if (component != Component.Calico && component != Component.Flannel)
        {
            return [component.Name];
        }

        var inCanal = "canal-" + component.Name;
        return cni is { Name: "canal" } ? [inCanal, component.Name] : [component.Name, inCanal];
    }

    // Canal's Calico is another image than the Calico plugin's.
    private static string? ImageOf(Component component, string name) => name switch
    {
        "calico" => "rancher/mirrored-calico-node",
        "canal-calico" => "rancher/hardened-calico",
        _ => component.Images.Count > 0 ? "rancher/" + component.Images[0].Replace("rancher/", "", StringComparison.Ordinal) : null,
    };
}
