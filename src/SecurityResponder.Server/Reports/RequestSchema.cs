using System.Text;
using System.Text.Json;
using SecurityResponder.Server.Settings;

namespace SecurityResponder.Server.Reports;

/// <summary>A <c>request-schema</c> file of Longhorn's upgrade-responder: which facts a request may bring, of which type, how long.</summary>
/// <param name="Version">What <c>appVersion</c> may be.</param>
/// <param name="Tags">What <c>extraTagInfo</c> and its forerunner <c>extraInfo</c> may bring, by key.</param>
/// <param name="Fields">What <c>extraFieldInfo</c> may bring, by key.</param>
/// <remarks>As that server does it (<see href="https://github.com/longhorn/upgrade-responder"/>): what the schema does not allow is dropped, the
/// request is answered all the same; only a tag that it lists and that is no text is a fault. It can narrow what is kept, never widen it.</remarks>
internal sealed record RequestSchema(
    AllowedValue Version, IReadOnlyDictionary<string, AllowedValue> Tags, IReadOnlyDictionary<string, AllowedValue> Fields)
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="InvalidSettingsException">It cannot be read, or is no schema.</exception>
    public static RequestSchema Open(string file)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(file));
            return Read(document.RootElement);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException or InvalidDataException)
        {
            throw new InvalidSettingsException($"--request-schema {file}: {exception.Message}");
        }
    }

    /// <summary>Whether a fact may come. A tag that is null says nothing, which nothing forbids.</summary>
    /// <param name="place">Which of <see cref="ReportParts.Places"/> it stands at.</param>
    /// <param name="fact">Its key and value.</param>
    public bool Allows(int place, JsonProperty fact) => ReportParts.IsOfFields(place)
        ? Fields.TryGetValue(fact.Name, out var field) && field.Has(fact.Value)
        : Tags.TryGetValue(fact.Name, out var tag) && (fact.Value.ValueKind == JsonValueKind.Null || tag.Has(fact.Value));

    // Go reads keys in any case.
    private static RequestSchema Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw new InvalidDataException("expected a JSON object");
        }

        var version = AllowedValue.Read("appVersionSchema", Property(root, "appVersionSchema") ?? default, mayBeTextOnly: true);
        return new RequestSchema(version, Values(root, "extraTagInfoSchema", mayBeTextOnly: true), Values(root, "extraFieldInfoSchema", mayBeTextOnly: false));
    }

    private static Dictionary<string, AllowedValue> Values(JsonElement root, string name, bool mayBeTextOnly) => Property(root, name) switch
    {
        null or { ValueKind: JsonValueKind.Null } => [],
        { ValueKind: JsonValueKind.Object } values => values.EnumerateObject()
            .GroupBy(value => value.Name).ToDictionary(group => group.Key, group => AllowedValue.Read($"{name}.{group.Key}", group.Last().Value, mayBeTextOnly)),
        _ => throw new InvalidDataException($"{name}: expected an object"),
    };

    /// <summary>A property whose name is written in any case; null when there is none.</summary>
    internal static JsonElement? Property(JsonElement owner, string name)
    {
        foreach (var property in owner.EnumerateObject())
        {
            if (property.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return property.Value;
            }
        }

        return null;
    }
}

/// <summary>What one value may be.</summary>
/// <param name="Type"><c>string</c>, <c>float</c> (any number) or <c>boolean</c>.</param>
/// <param name="Longest">The most bytes of UTF-8 that a string may have.</param>
internal sealed record AllowedValue(string Type, int Longest)
{
    private const int UsualLongest = 200;

    /// <summary>Whether a value is one.</summary>
    public bool Has(JsonElement value) => Type switch
    {
        "string" => value.ValueKind == JsonValueKind.String && Encoding.UTF8.GetByteCount(value.GetString()!) <= Longest,
        "float" => value.ValueKind == JsonValueKind.Number,
        _ => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
    };

    /// <summary>Reads <c>{"dataType": "string", "maxLen": 200}</c>; no <c>maxLen</c>, or 0, is 200.</summary>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public static AllowedValue Read(string path, JsonElement schema, bool mayBeTextOnly)
    {
        var type = schema.ValueKind == JsonValueKind.Object && RequestSchema.Property(schema, "dataType") is { ValueKind: JsonValueKind.String } given ? given.GetString() : null;
        if (type is not "string" && (mayBeTextOnly || type is not ("float" or "boolean")))
        {
            throw new InvalidDataException($"{path}.dataType: expected {(mayBeTextOnly ? "string" : "string, float or boolean")}");
        }

        var longest = RequestSchema.Property(schema, "maxLen") switch
        {
            null or { ValueKind: JsonValueKind.Null } => 0,
            { ValueKind: JsonValueKind.Number } number when number.TryGetInt32(out var length) && length >= 0 => length,
            _ => throw new InvalidDataException($"{path}.maxLen: expected a whole number from 0"),
        };
        return new AllowedValue(type!, longest == 0 ? UsualLongest : longest);
    }
}
