using System.Text;
using System.Text.Json;

namespace SecurityResponder.Client.Kubernetes.Kubeconfigs;

/// <summary>A mapping, a sequence, or a text; exactly one of the three is set, or none for null.</summary>
internal sealed record YamlNode
{
    public static YamlNode Empty { get; } = new();

    public IReadOnlyDictionary<string, YamlNode>? Entries { get; init; }

    public IReadOnlyList<YamlNode>? Items { get; init; }

    public string? Text { get; init; }

    /// <summary>The value of a key; <see cref="Empty"/> when this is no mapping or has no such key.</summary>
    public YamlNode this[string key] => Entries?.GetValueOrDefault(key) ?? Empty;

    /// <summary>Whether it says anything.</summary>
    public bool Exists => Entries is not null || Items is not null || Text is not null;

    /// <summary>The same tree from JSON, which kubectl reads and writes too.</summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static YamlNode OfJson(ReadOnlySpan<byte> utf8)
    {
        var json = new Utf8JsonReader(utf8);
        json.Read();
        var node = Of(ref json);

        // Throws when something stands behind the value.
        json.Read();
        return node;
    }

    private static YamlNode Of(ref Utf8JsonReader json)
    {
        switch (json.TokenType)
        {
            case JsonTokenType.StartObject:
                var entries = new Dictionary<string, YamlNode>();
                while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
                {
                    var name = json.GetString()!;
                    json.Read();
                    entries[name] = Of(ref json);
                }

                return new() { Entries = entries };
            case JsonTokenType.StartArray:
                var items = new List<YamlNode>();
                while (json.Read() && json.TokenType != JsonTokenType.EndArray)
                {
                    items.Add(Of(ref json));
                }

                return new() { Items = items };
            case JsonTokenType.Null:
                return Empty;
            default:
                return new() { Text = json.TokenType == JsonTokenType.String ? json.GetString() : Encoding.UTF8.GetString(json.ValueSpan) };
        }
    }
}
