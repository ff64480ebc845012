using SecurityResponder.Advisories;
using SecurityResponder.Components;
using SecurityResponder.Releases;

namespace SecurityResponder.Feeds;

/// <summary>Converts the CVE ids on each release, which are all that the public service sends, into advisories.</summary>
internal static class ListedCves
{
    /// <summary>One advisory for each id, in order of appearance. It affects exactly the releases that list the id.</summary>
    public static IReadOnlyList<Advisory> AsAdvisories(IReadOnlyList<Release> releases)
    {
        var listing = new Dictionary<string, List<ComponentVersion>>(StringComparer.OrdinalIgnoreCase);
        foreach (var release in releases)
        {
            foreach (var id in release.ListedCves)
            {
                if (!listing.TryGetValue(id, out var versions))
                {
                    listing[id] = versions = [];
                }

                if (ComponentVersion.TryParse(release.Version.ToString()) is { } version)
                {
                    versions.Add(version);
                }
            }
        }

        return [.. listing.Select(entry => Affecting(entry.Key, entry.Value))];
    }

    private static Advisory Affecting(string id, List<ComponentVersion> versions) => new()
    {
        Id = id,
        Affected = [new AffectedComponent { Component = Component.Rke2, Versions = versions }],
    };
}
