using System.Text;
using System.Text.Json;
using SecurityResponder.Files;
using SecurityResponder.Server.Settings;

namespace SecurityResponder.Server.Reports;

/// <summary>A <c>request-schema</c> file of Longhorn's upgrade-responder: the allowed keys, their types and lengths.</summary>
/// <param name="Version">The allowed values of <c>appVersion</c>.</param>
/// <param name="Tags">The allowed tags of <c>extraTagInfo</c> and its predecessor <c>extraInfo</c>, by key.</param>
/// <param name="Fields">The allowed fields of <c>extraFieldInfo</c>, by key.</param>
/// <remarks>As in <see href="https://github.com/longhorn/upgrade-responder"/>, a value that the schema does not allow is dropped and the
/// request is
/// still answered. Only a listed tag that is not text is an error. A schema can reduce what is stored, never extend it.</remarks>
internal sealed record RequestSchema(
    AllowedValue Version, IReadOnlyDictionary<string, AllowedValue> Tags, IReadOnlyDictionary<string, AllowedValue> Fields)
{
    private const int MaxFileBytes = 1 << 20;

    /// <summary>Reads a file.</summary>
    /// <exception cref="InvalidSettingsException">The file cannot be read, or is not a schema.</exception>
    public static RequestSchema Open(string file)
    {
        try
        {
            using var document = JsonDocument.Parse(RegularFile.ReadText(file, MaxFileBytes));
            return Read(document.RootElement);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException or InvalidDataException)
        {
            throw new InvalidSettingsException($"--request-schema {file}: {exception.Message}");
        }
    }

    /// <summary>Whether a value is allowed. A null tag is always allowed.</summary>
    /// <param name="place">The index in <see cref="ReportParts.Places"/>.</param>
    /// <param name="fact">The key and value.</param>
    public bool Allows(int place, JsonProperty fact) => ReportParts.IsOfFields(place)
        ? Fields.TryGetValue(fact.Name, out var field) && field.Has(fact.Value)
        : Tags.TryGetValue(fact.Name, out var tag) && (fact.Value.ValueKind == JsonValueKind.Null || tag.Has(fact.Value));

    // Go matches keys in any case.
    private static RequestSchema Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw new InvalidDataException("expected a JSON object");
        }

        var version = AllowedValue.Read("appVersionSchema", Property(root, "appVersionSchema") ?? default, isTextOnly: true);
        return new RequestSchema(
            version, Values(root, "extraTagInfoSchema", isTextOnly: true), Values(root, "extraFieldInfoSchema", isTextOnly: false));
    }

    private static Dictionary<string, AllowedValue> Values(JsonElement root, string name, bool isTextOnly) => Property(root, name) switch
    {
        null or { ValueKind: JsonValueKind.Null } => [],
        { ValueKind: JsonValueKind.Object } values => values.EnumerateObject()
            .GroupBy(value => value.Name)
            .ToDictionary(group => group.Key, group => AllowedValue.Read($"{name}.{group.Key}", group.Last().Value, isTextOnly)),
        _ => throw new InvalidDataException($"{name}: expected an object"),
    };

    /// <summary>A property by its name in any case; null when it is missing.</summary>
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

/// <summary>The rule for one value.</summary>
/// <param name="Type"><c>string</c>, <c>float</c> (any number) or <c>boolean</c>.</param>
/// <param name="MaxLength">The maximum length of a string, in bytes of UTF-8.</param>
internal sealed record AllowedValue(string Type, int MaxLength)
{
    private const int DefaultMaxLength = 200;

    /// <summary>Whether a value follows the rule.</summary>
    public bool Has(JsonElement value) => Type switch
    {
        "string" => value.ValueKind == JsonValueKind.String && Encoding.UTF8.GetByteCount(value.GetString()!) <= MaxLength,
        "float" => value.ValueKind == JsonValueKind.Number,
        _ => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
    };

    /// <summary>Reads <c>{"dataType": "string", "maxLen": 200}</c>; no <c>maxLen</c>, or 0, is 200.</summary>
    /// <exception cref="InvalidDataException">The rule is invalid.</exception>
    public static AllowedValue Read(string path, JsonElement schema, bool isTextOnly)
    {
        var type = schema.ValueKind == JsonValueKind.Object
            && RequestSchema.Property(schema, "dataType") is { ValueKind: JsonValueKind.String } name
            ? name.GetString()
            : null;
        if (type is not "string" && (isTextOnly || type is not ("float" or "boolean")))
        {
            throw new InvalidDataException($"{path}.dataType: expected {(isTextOnly ? "string" : "string, float or boolean")}");
        }

        var maxLength = RequestSchema.Property(schema, "maxLen") switch
        {
            null or { ValueKind: JsonValueKind.Null } => 0,
            { ValueKind: JsonValueKind.Number } number when number.TryGetInt32(out var length) && length >= 0 => length,
            _ => throw new InvalidDataException($"{path}.maxLen: expected a whole number from 0"),
        };
        return new AllowedValue(type!, maxLength == 0 ? DefaultMaxLength : maxLength);
    }
}
