using System.Text.Json;

namespace SecurityResponder.Client.Collecting.Kubeconfigs;

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
    public static YamlNode Of(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => new() { Entries = element.EnumerateObject().ToDictionary(entry => entry.Name, entry => Of(entry.Value)) },
        JsonValueKind.Array => new() { Items = [.. element.EnumerateArray().Select(Of)] },
        JsonValueKind.Null => Empty,
        _ => new() { Text = element.ToString() },
    };
}
