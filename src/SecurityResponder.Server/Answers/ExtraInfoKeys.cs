using System.Text.Json;
using SecurityResponder.Releases;

namespace SecurityResponder.Server.Answers;

/// <summary>The keys of a feed's <c>extraInfo</c> that we do not interpret. Like Longhorn's server, we pass them on.</summary>
internal static class ExtraInfoKeys
{
    private static readonly string[] Known = ["cves", "releaseNotesURL"];

    /// <summary>The keys by release, in the order of the feed; only for releases that have some. Values that are not text are dropped:
    /// deployed clients fail on them.</summary>
    /// <param name="feed">A feed that has been read successfully, as UTF-8.</param>
    public static IReadOnlyDictionary<ReleaseVersion, IDictionary<string, JsonElement>> Of(byte[] feed)
    {
        var all = new Dictionary<ReleaseVersion, IDictionary<string, JsonElement>>();
        using var document = JsonDocument.Parse(feed.AsMemory(feed.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0));
        var releases = Property(document.RootElement, "versions") is { ValueKind: JsonValueKind.Array } list
            ? list.EnumerateArray()
            : default;
        foreach (var release in releases)
        {
            if (Property(release, "name") is not { ValueKind: JsonValueKind.String } name
                || ReleaseVersion.TryParse(name.GetString()) is not { } version)
            {
                continue;
            }
            // Of two entries for one version the first counts, as everywhere else.
            all.TryAdd(version, Others(Property(release, "extraInfo")));
        }

        return all.Where(entry => entry.Value.Count > 0).ToDictionary();
    }

    private static Dictionary<string, JsonElement> Others(JsonElement? info)
    {
        var others = new Dictionary<string, JsonElement>();
        if (info is not { ValueKind: JsonValueKind.Object } keys)
        {
            return others;
        }

        foreach (var entry in keys.EnumerateObject())
        {
            if (IsText(entry.Value) && !Known.Contains(entry.Name))
            {
                others[entry.Name] = entry.Value.Clone();
            }
        }

        return others;
    }

    // A lone surrogate is valid JSON but not text.
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

    // As in Go, keys match in any case and the last of a repeated key counts.
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
