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
        var reader = new Utf8JsonReader(feed.AsSpan(feed.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0));
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isVersions = IsSame(reader.GetString()!, "versions");
            reader.Read();
            if (isVersions && reader.TokenType == JsonTokenType.StartArray)
            {
                all.Clear();
                ReadReleases(ref reader, all);
            }
            else
            {
                reader.Skip();
            }
        }

        return all.Where(entry => entry.Value.Count > 0).ToDictionary();
    }

    // One release at a time: a document of the whole feed would take several times the feed's memory.
    private static void ReadReleases(ref Utf8JsonReader reader, Dictionary<ReleaseVersion, IDictionary<string, JsonElement>> all)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            using var document = JsonDocument.ParseValue(ref reader);
            var release = document.RootElement;
            if (Property(release, "name") is { ValueKind: JsonValueKind.String } name
                && ReleaseVersion.TryParse(name.GetString()) is { } version)
            {
                // Of two entries for one version the first counts, as everywhere else.
                all.TryAdd(version, Others(Property(release, "extraInfo")));
            }
        }
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
            if (IsSame(property.Name, name))
            {
                found = property.Value;
            }
        }

        return found;
    }

    private static bool IsSame(string name, string other) => name.Equals(other, StringComparison.OrdinalIgnoreCase);
}
