using System.Text.Json;

namespace SecurityResponder.Protocol;

/// <summary>Reads the value of the named property into its owner, or skips it.</summary>
internal delegate void ReadProperty<in T>(ref WireReader reader, T owner, string name);

/// <summary>Reads objects and lists at the position of a <see cref="WireReader"/>.</summary>
internal static class WireObjects
{
    /// <summary>Whether a list begins here. False for null.</summary>
    /// <exception cref="WireFormatException">The value has another type.</exception>
    public static bool BeginsList(this ref WireReader reader) => reader.Begins(JsonTokenType.StartArray, "a list");

    /// <summary>Reads an object, property by property. Null for null.</summary>
    /// <exception cref="WireFormatException">The value has another type.</exception>
    public static T? Object<T>(this ref WireReader reader, ReadProperty<T> read)
        where T : class, new()
    {
        if (!reader.Begins(JsonTokenType.StartObject, "an object"))
        {
            return null;
        }

        var owner = new T();
        while (reader.NextProperty() is { } name)
        {
            read(ref reader, owner, name);
            reader.Leave();
        }

        return owner;
    }

    /// <summary>Reads a list of objects. Null for null.</summary>
    /// <exception cref="WireFormatException">The list or an element has another type.</exception>
    public static List<T?>? List<T>(this ref WireReader reader, ReadProperty<T> read)
        where T : class, new()
    {
        if (!reader.BeginsList())
        {
            return null;
        }

        var list = new List<T?>();
        while (reader.NextElement(list.Count))
        {
            list.Add(reader.Object(read));
            reader.Leave();
        }

        return list;
    }

    /// <summary>Reads a list of strings. Null for null.</summary>
    /// <exception cref="WireFormatException">The list or an element has another type.</exception>
    public static List<string?>? Texts(this ref WireReader reader)
    {
        if (!reader.BeginsList())
        {
            return null;
        }

        var list = new List<string?>();
        while (reader.NextElement(list.Count))
        {
            list.Add(reader.Text());
            reader.Leave();
        }

        return list;
    }

    /// <summary>Reads an object whose properties are all strings. Null for null.</summary>
    /// <exception cref="WireFormatException">The object or a property has another type.</exception>
    public static Dictionary<string, string?>? TextsByName(this ref WireReader reader)
    {
        if (!reader.Begins(JsonTokenType.StartObject, "an object"))
        {
            return null;
        }

        var texts = new Dictionary<string, string?>();
        while (reader.NextProperty() is { } name)
        {
            reader.Spend(1);
            texts[name] = reader.Text();
            reader.Leave();
        }

        return texts;
    }
}
