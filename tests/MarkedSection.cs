using System.Runtime.CompilerServices;

namespace SecurityResponder.Tests;

/// <summary>A part of a document that is generated from code. It stands between two HTML comments.</summary>
internal static class MarkedSection
{
    private const string End = "<!-- end -->";

    /// <summary>Compares a section with what the code says; with <c>UPDATE_DOCS=1</c> it is rewritten first.</summary>
    /// <param name="document">Path from the repository's root, e.g. <c>docs/responder.md</c>.</param>
    /// <param name="name">Name of the section, e.g. <c>options</c>.</param>
    /// <param name="expected">Its content, with a line break at the end.</param>
    public static void AssertCurrent(string document, string name, string expected)
    {
        var path = PathOf(document);
        var text = File.ReadAllText(path);
        var start = text.IndexOf($"<!-- {name}:", StringComparison.Ordinal);
        Assert.True(start >= 0, $"{document} has no section <!-- {name}: … -->");
        start = text.IndexOf("-->\n", start, StringComparison.Ordinal) + "-->\n".Length;
        var end = text.IndexOf(End, start, StringComparison.Ordinal);
        Assert.True(end >= 0, $"{document}: the section {name} has no {End}");
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
        {
            File.WriteAllText(path, text[..start] + expected + text[end..]);
        }
        else
        {
            Assert.True(text[start..end] == expected, $"{document}: the section {name} differs from the code; `make docs` rewrites it");
        }
    }

    /// <summary>Where a file of the repository is.</summary>
    public static string PathOf(string file) => Path.GetFullPath(Path.Combine(Here(), "..", file));

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
