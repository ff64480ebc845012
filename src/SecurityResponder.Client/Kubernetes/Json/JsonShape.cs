using System.Text;
using System.Text.Json;

namespace SecurityResponder.Client.Kubernetes.Json;

/// <summary>
/// The properties of a JSON document that are decoded, as a tree of names; all others are skipped.
/// Arrays are transparent: each element has the shape of its array.
/// </summary>
/// <typeparam name="T">Receives the values.</typeparam>
internal sealed class JsonShape<T>
{
    // The name of a resource is shorter (https://kubernetes.io/docs/concepts/overview/working-with-objects/names/).
    private const int MaxNameBytes = 512;

    private readonly List<(byte[] Name, JsonShape<T> Shape)> _properties = [];

    /// <summary>Called at the start of an object.</summary>
    public Action<T>? Begin { get; init; }

    /// <summary>Called at the end of an object.</summary>
    public Action<T>? End { get; init; }

    /// <summary>Called for a string, number or boolean.</summary>
    public Action<T, string>? Value { get; init; }

    /// <summary>Called with the name and value of each string, number or boolean property without a shape.</summary>
    public Action<T, string, string>? AnyValue { get; init; }

    /// <summary>The shape of a property.</summary>
    public JsonShape<T> this[string property]
    {
        init => _properties.Add((Encoding.UTF8.GetBytes(property), value));
    }

    /// <summary>Finds the shape of the property name at the reader's position.</summary>
    /// <returns>Null for a property that is skipped.</returns>
    public JsonShape<T>? Find(ref Utf8JsonReader reader)
    {
        foreach (var (name, shape) in _properties)
        {
            if (reader.ValueTextEquals(name))
            {
                return shape;
            }
        }

        if (AnyValue is null || reader.ValueSpan.Length > MaxNameBytes)
        {
            return null;
        }

        var property = reader.GetString()!;
        return new() { Value = (target, value) => AnyValue(target, property, value) };
    }
}
