namespace SecurityResponder.Client.Printing;

/// <summary>Writes a document of objects, lists and values: the same one as JSON and as YAML. Null is written as null, so that every field
/// is always there.</summary>
internal abstract class DocumentWriter
{
    /// <summary>Writes an object; the name is null in a list and for the document itself.</summary>
    public void Object(string? name, Action write)
    {
        StartObject(name);
        write();
        EndObject();
    }

    /// <summary>Writes an object, or null.</summary>
    public void Object<T>(string name, T? value, Action<T> write)
        where T : class
    {
        if (value is null)
        {
            Text(name, null);
        }
        else
        {
            Object(name, () => write(value));
        }
    }

    /// <summary>Writes a list of objects.</summary>
    public void List<T>(string name, IReadOnlyList<T> items, Action<T> write)
    {
        StartList(name, items.Count);
        foreach (var item in items)
        {
            Object(null, () => write(item));
            Flush();
        }

        EndList();
    }

    /// <summary>Writes a list of texts.</summary>
    public void Texts(string name, IEnumerable<string> texts)
    {
        List<string> items = [.. texts];
        StartList(name, items.Count);
        items.ForEach(item => Text(null, item));
        EndList();
    }

    /// <summary>Writes a text; the name is null in a list.</summary>
    public abstract void Text(string? name, string? value);

    /// <summary>Writes a number.</summary>
    public abstract void Number(string name, double? value);

    /// <summary>Writes a boolean; null is "unknown".</summary>
    public abstract void Flag(string name, bool? value);

    /// <summary>Passes on what is complete.</summary>
    public abstract void Flush();

    /// <summary>Begins an object.</summary>
    protected abstract void StartObject(string? name);

    /// <summary>Ends an object.</summary>
    protected abstract void EndObject();

    /// <summary>Begins a list.</summary>
    protected abstract void StartList(string name, int count);

    /// <summary>Ends a list.</summary>
    protected abstract void EndList();
}
