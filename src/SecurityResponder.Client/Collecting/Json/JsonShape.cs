using System.Text;
using System.Text.Json;

namespace SecurityResponder.Client.Collecting.Json;

/// <summary>
/// Which parts of a JSON document are decoded, as a tree of property names; all else is passed over.
/// Arrays are transparent: each element has the shape of its array.
/// </summary>
/// <typeparam name="T">What the values are given to.</typeparam>
internal sealed class JsonShape<T>
{
    private readonly List<(byte[] Name, JsonShape<T> Shape)> _properties = [];

    /// <summary>Called where an object of this shape begins.</summary>
    public Action<T>? Begin { get; init; }

    /// <summary>Called where an object of this shape ends.</summary>
    public Action<T>? End { get; init; }

    /// <summary>Called for a string, number or boolean.</summary>
    public Action<T, string>? Value { get; init; }

    /// <summary>Called for each string, number or boolean property that has no shape of its own, with its name.</summary>
    public Action<T, string, string>? AnyValue { get; init; }

    /// <summary>The shape of a property.</summary>
    public JsonShape<T> this[string property]
    {
        init => _properties.Add((Encoding.UTF8.GetBytes(property), value));
    }

    /// <summary>Finds the shape of the property whose name the reader stands on; null when it is passed over.</summary>
    public JsonShape<T>? Find(ref Utf8JsonReader reader)
    {
        foreach (var (name, shape) in _properties)
        {
            if (reader.ValueTextEquals(name))
            {
                return shape;
            }
        }

        if (AnyValue is null)
        {
            return null;
        }

        var property = reader.GetString()!;
        return new() { Value = (target, value) => AnyValue(target, property, value) };
    }
}
