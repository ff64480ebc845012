using SecurityResponder.Components;
using SecurityResponder.Feed.Sources;

namespace SecurityResponder.Feed.Curation;

/// <summary>What the entries of <c>curation.yaml</c> have in common.</summary>
internal static class CuratedEntry
{
    /// <summary>The keys that every entry has.</summary>
    public static readonly string[] Reasons = ["reason", "source"];

    /// <summary>The entry's component.</summary>
    /// <exception cref="InvalidSourceException">It is not known.</exception>
    public static Component KnownComponent(this YamlPlace place) => Component.TryParse(place.RequiredText("component"))
        ?? throw place.Fault("a component such as etcd");

    /// <summary>Why the entry exists.</summary>
    /// <exception cref="InvalidSourceException">Reason or source is missing, or the source is no address.</exception>
    public static CurationReason Reason(this YamlPlace place)
    {
        var (reason, source) = (place.RequiredText("reason"), place.RequiredText("source"));
        return Uri.TryCreate(source, UriKind.Absolute, out var url) && url.Scheme is "https" or "http"
            ? new CurationReason(reason, source, place.Line)
            : throw place.Fault("an https URL as source");
    }

    /// <summary>Refuses keys that are not known: a misspelled correction would have no effect.</summary>
    /// <exception cref="InvalidSourceException">A key is not known, or the place is no mapping.</exception>
    public static void RequireKeys(this YamlPlace place, string[] known)
    {
        if (place.Node is not YamlDotNet.RepresentationModel.YamlMappingNode)
        {
            throw place.Fault("a mapping");
        }

        if (place.Keys.FirstOrDefault(key => !known.Contains(key)) is { } unknown)
        {
            throw place.Fault($"one of the keys {string.Join(", ", known)}, not {unknown}");
        }
    }
}
