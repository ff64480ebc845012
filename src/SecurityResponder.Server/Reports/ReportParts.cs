using System.Text;
using System.Text.Json;

namespace SecurityResponder.Server.Reports;

/// <summary>The parts of a request body.</summary>
/// <param name="Version">The value of <c>appVersion</c>; undefined when it is missing.</param>
/// <param name="Infos">The value of each of <see cref="Places"/>; undefined when it is missing.</param>
/// <param name="Unknown">The other keys; null for none.</param>
/// <remarks>As in Go, these four names match in any case and the last of a repeated name counts. The keys inside them are
/// case-sensitive.</remarks>
internal readonly record struct ReportParts(JsonElement Version, JsonElement[] Infos, UnknownKeys? Unknown)
{
    private const int Fields = 0, Tags = 1, FormerTags = 2;

    /// <summary>The objects that hold facts, the first one wins. Longhorn's deprecated <c>extraInfo</c> comes after <c>extraTagInfo</c>,
    /// which replaced it.</summary>
    public static readonly string[] Places = ["extraFieldInfo", "extraTagInfo", "extraInfo"];

    private static readonly byte[][] PlacesInUtf8 = [.. Places.Select(Encoding.UTF8.GetBytes)];

    /// <summary>The parts of a JSON object.</summary>
    public static ReportParts Of(JsonElement root)
    {
        var (version, infos, unknown) = (default(JsonElement), new JsonElement[Places.Length], default(UnknownKeys));
        foreach (var property in root.EnumerateObject())
        {
            if (property.NameEquals("appVersion"u8))
            {
                version = property.Value;
            }
            else if (PlaceOf(property) is >= 0 and var place)
            {
                infos[place] = property.Value;
            }
            // Reading the name also rejects one that is not UTF-8.
            else if (IsSame("appVersion", property.Name))
            {
                version = property.Value;
            }
            else if (PlaceOf(property.Name) is >= 0 and var other)
            {
                infos[other] = property.Value;
            }
            else
            {
                (unknown ??= new UnknownKeys()).Add(property.Name);
            }
        }

        return new ReportParts(version, infos, unknown);
    }

    /// <summary>The first part, or tag of the schema, with a type that makes Longhorn's server reject the request.</summary>
    /// <param name="schema">The schema; null when only the columns decide.</param>
    /// <returns>Null when all types are right.</returns>
    public ReportReadResult.Malformed? WrongType(RequestSchema? schema)
    {
        for (var place = 0; place < Infos.Length; place++)
        {
            if (Infos[place].ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null or JsonValueKind.Object))
            {
                return new ReportReadResult.Malformed(Places[place], "an object");
            }
        }

        if (Version.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null or JsonValueKind.String))
        {
            return new ReportReadResult.Malformed("appVersion", "text");
        }

        return schema is null ? null : WrongTag(schema, Tags) ?? WrongTag(schema, FormerTags);
    }

    /// <summary>Whether a place holds fields, which can have any type, instead of tags, which are text.</summary>
    public static bool IsOfFields(int place) => place == Fields;

    /// <summary>The keys of <c>extraInfo</c> that are ignored because <c>extraTagInfo</c> has them, even with a value that is not
    /// allowed.</summary>
    public HashSet<string> ReplacedKeys()
    {
        var keys = new HashSet<string>();
        if (Infos[Tags].ValueKind == JsonValueKind.Object && Infos[FormerTags].ValueKind == JsonValueKind.Object)
        {
            foreach (var tag in Infos[Tags].EnumerateObject())
            {
                keys.Add(tag.Name);
            }
        }

        return keys;
    }

    /// <summary>Whether a place holds the tags of <c>extraInfo</c>.</summary>
    public static bool IsOfFormerTags(int place) => place == FormerTags;

    private ReportReadResult.Malformed? WrongTag(RequestSchema schema, int place)
    {
        if (Infos[place].ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        foreach (var tag in Infos[place].EnumerateObject())
        {
            if (tag.Value.ValueKind is not (JsonValueKind.String or JsonValueKind.Null) && schema.Tags.ContainsKey(tag.Name))
            {
                return new ReportReadResult.Malformed($"{Places[place]}.{tag.Name}", "text");
            }
        }

        return null;
    }

    // Loops, not LINQ: a delegate would box the property for every key of every report.
    private static int PlaceOf(JsonProperty property)
    {
        for (var place = 0; place < Places.Length; place++)
        {
            if (property.NameEquals(PlacesInUtf8[place]))
            {
                return place;
            }
        }

        return -1;
    }

    private static int PlaceOf(string name)
    {
        for (var place = 0; place < Places.Length; place++)
        {
            if (IsSame(Places[place], name))
            {
                return place;
            }
        }

        return -1;
    }

    private static bool IsSame(string name, string other) => name.Equals(other, StringComparison.OrdinalIgnoreCase);
}
