using System.Text.Json;
using SecurityResponder.Releases;

namespace SecurityResponder.Server.Answers;

/// <summary>What a feed's <c>extraInfo</c> says beside the keys that we know. Longhorn's server hands on every key, so we do.</summary>
internal static class ExtraInfoKeys
{
    private static readonly string[] Known = ["cves", "releaseNotesURL"];

    /// <summary>By release, in the order of the feed; releases with nothing else are not there. Only texts: deployed clients fail on anything
    /// else.</summary>
    /// <param name="feed">A feed that was read before, as UTF-8.</param>
    public static IReadOnlyDictionary<ReleaseVersion, IDictionary<string, JsonElement>> Of(byte[] feed)
    {
        var all = new Dictionary<ReleaseVersion, IDictionary<string, JsonElement>>();
        using var document = JsonDocument.Parse(feed.AsMemory(feed.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0));
        var releases = Property(document.RootElement, "versions") is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : default;
        foreach (var release in releases)
        {
            if (Property(release, "name") is not { ValueKind: JsonValueKind.String } name || ReleaseVersion.TryParse(name.GetString()) is not { } version)
            {
                continue;
            }
            // Of two entries for one version the first holds, as it does for everything else.
            all.TryAdd(version, Others(Property(release, "extraInfo")));
        }

        return all.Where(entry => entry.Value.Count > 0).ToDictionary();
    }

    private static Dictionary<string, JsonElement> Others(JsonElement? info)
    {
        var others = new Dictionary<string, JsonElement>();
        if (info is not { ValueKind: JsonValueKind.Object } given)
        {
            return others;
        }

        foreach (var entry in given.EnumerateObject())
        {
            if (IsText(entry.Value) && !Known.Contains(entry.Name))
            {
                others[entry.Name] = entry.Value.Clone();
            }
        }

        return others;
    }

    // Half a surrogate is JSON, but no text.
    private static bool IsText(JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String && value.GetString() is not null;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    // The keys around it are Go's, in any case; of one that is written twice the last holds.
    private static JsonElement? Property(JsonElement owner, string name)
    {
        if (owner.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        JsonElement? found = null;
        foreach (var property in owner.EnumerateObject())
        {
            if (property.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                found = property.Value;
            }
        }

        return found;
    }
}
