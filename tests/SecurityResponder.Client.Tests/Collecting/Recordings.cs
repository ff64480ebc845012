using System.Runtime.CompilerServices;

namespace SecurityResponder.Client.Tests.Collecting;

/// <summary>Recorded answers of a real API server, outside of the repository.</summary>
internal static class Recordings
{
    private static readonly string Root = Path.GetFullPath(Path.Combine(Here(), "../../../../shared/fixtures/apiserver"));

    /// <summary>The recorded error answers; empty when there are none.</summary>
    public static IReadOnlyList<string> ErrorFiles =>
        Directory.Exists(Path.Combine(Root, "errors"))
            ? [.. Directory.GetFiles(Path.Combine(Root, "errors"), "*.http").Order(StringComparer.Ordinal)]
            : [];

    /// <summary>Folder of a recorded cluster; the test is skipped when it does not exist.</summary>
    public static string Cluster(string name)
    {
        var folder = Path.Combine(Root, name);
        Assert.SkipUnless(Directory.Exists(folder), $"../shared/fixtures/apiserver/{name} is not there");
        return folder;
    }

    public static void SkipWithoutErrors() => Assert.SkipWhen(ErrorFiles.Count == 0, "../shared/fixtures/apiserver/errors is not there");

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
