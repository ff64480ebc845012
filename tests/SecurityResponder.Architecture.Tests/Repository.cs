namespace SecurityResponder.Architecture.Tests;

/// <summary>Files of the repository, found from wherever the tests run.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Contributing => Path.Combine(Root, "CONTRIBUTING.md");

    /// <summary>All C# files that are written by hand.</summary>
    public static IEnumerable<string> Sources { get; } =
        [.. ((string[])["src", "tests", "bench"]).SelectMany(folder => FindSources(Path.Combine(Root, folder)))];

    private static IEnumerable<string> FindSources(string folder) =>
        Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(file => !Path.GetRelativePath(folder, file).Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin"));

    private static string FindRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "SecurityResponder.slnx")))
        {
            directory = directory.Parent;
        }

        return directory?.FullName ?? throw new InvalidOperationException($"no SecurityResponder.slnx above {AppContext.BaseDirectory}");
    }
}
