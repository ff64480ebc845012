using System.Runtime.CompilerServices;
using System.Text.Json;

namespace SecurityResponder.Tests;

/// <summary>The read-only material beside the checkout; a user's clone does not have it.</summary>
internal static class SharedData
{
    private static readonly string Root = Path.GetFullPath(Path.Combine(Here(), "../../../shared"));

    /// <summary>The parsed file; the test is skipped where it is absent.</summary>
    public static JsonElement Json(string path)
    {
        var file = Path.Combine(Root, path);
        Assert.SkipUnless(File.Exists(file), $"../shared/{path} is not there");
        using var document = JsonDocument.Parse(File.ReadAllBytes(file));
        return document.RootElement.Clone();
    }

    /// <summary>Every JSON file of a folder; the test is skipped where it is absent.</summary>
    public static IReadOnlyList<JsonElement> Folder(string path)
    {
        var folder = Path.Combine(Root, path);
        Assert.SkipUnless(Directory.Exists(folder), $"../shared/{path} is not there");
        return [
            .. Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal).Select(file => Json(Path.GetRelativePath(Root, file)))];
    }

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
