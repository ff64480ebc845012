using System.Text.Json;

namespace SecurityResponder.Server.Reports;

/// <summary>What stands where in a request.</summary>
/// <param name="Version">Its <c>appVersion</c>; undefined when there is none.</param>
/// <param name="Infos">What stands at each of <see cref="Places"/>; undefined where nothing does.</param>
/// <param name="UnknownKeys">How many keys beside these nobody knows.</param>
/// <remarks>Go reads the names of these four in any case, and of one that is given twice the last holds; the keys within are taken to the
/// letter.</remarks>
internal readonly record struct ReportParts(JsonElement Version, JsonElement[] Infos, int UnknownKeys)
{
    private const int Fields = 0, Tags = 1, FormerTags = 2;

    /// <summary>Where a fact is looked for: Longhorn's deprecated <c>extraInfo</c> stands behind <c>extraTagInfo</c>, which replaced it.</summary>
    public static readonly string[] Places = ["extraFieldInfo", "extraTagInfo", "extraInfo"];

    /// <summary>The parts of a JSON object.</summary>
    public static ReportParts Of(JsonElement root)
    {
        var (version, infos, unknown) = (default(JsonElement), new JsonElement[Places.Length], 0);
        foreach (var property in root.EnumerateObject())
        {
            if (property.NameEquals("appVersion"))
            {
                version = property.Value;
            }
            else if (PlaceOf(property) is >= 0 and var place)
            {
                infos[place] = property.Value;
            }
            // To read a name is also what refuses one that is not UTF-8.
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
                unknown++;
            }
        }

        return new ReportParts(version, infos, unknown);
    }

    /// <summary>The first part, or tag that a schema lists, of a type that Longhorn's server cannot read: it refuses the whole request.</summary>
    /// <param name="schema">The schema; null when every key with a column may come, and the column says what it takes.</param>
    /// <returns>Null when there is none.</returns>
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

    /// <summary>Whether a place holds fields, which are of any type, and not tags, which are text.</summary>
    public static bool IsOfFields(int place) => place == Fields;

    /// <summary>Whether what <c>extraInfo</c> says of a key does not count, since <c>extraTagInfo</c> says something of it, allowed or not.</summary>
    public bool IsReplaced(int place, string key) =>
        place == FormerTags && Infos[Tags].ValueKind == JsonValueKind.Object && Infos[Tags].TryGetProperty(key, out _);

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

    // Loops: as a delegate, the property would be boxed for every key of every report.
    private static int PlaceOf(JsonProperty property)
    {
        for (var place = 0; place < Places.Length; place++)
        {
            if (property.NameEquals(Places[place]))
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
