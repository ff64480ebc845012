namespace SecurityResponder.Fakes;

/// <summary>A temporary folder, deleted when disposed.</summary>
public sealed class TestFolder : IDisposable
{
    /// <summary>Absolute path of the folder.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("security-responder-").FullName;

    /// <summary>Writes a file atomically; returns its absolute path.</summary>
    /// <param name="name">Path inside the folder, e.g. <c>serviceaccount/token</c>.</param>
    /// <param name="text">The content.</param>
    public string Write(string name, string text)
    {
        var path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path + ".new", text);
        File.Move(path + ".new", path, overwrite: true);
        return path;
    }

    /// <summary>Deletes the folder.</summary>
    public void Dispose() => Directory.Delete(Path, recursive: true);
}
