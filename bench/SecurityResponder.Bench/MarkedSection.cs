namespace SecurityResponder.Bench;

/// <summary>Rewrites the part of a document between two HTML comments.</summary>
internal static class MarkedSection
{
    /// <param name="file">A Markdown file; it is created when it does not exist.</param>
    /// <param name="name">Name in the markers; a document without them gets the section at its end.</param>
    /// <param name="text">The new text between the markers.</param>
    public static void Replace(string file, string name, string text)
    {
        var (begin, end) = ($"<!-- {name}:begin -->", $"<!-- {name}:end -->");
        var document = File.Exists(file) ? File.ReadAllText(file) : "# Benchmarks\n";
        var (from, to) = (document.IndexOf(begin, StringComparison.Ordinal), document.IndexOf(end, StringComparison.Ordinal));
        var section = $"{begin}\n{text.Trim()}\n{end}";

        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        File.WriteAllText(file, from >= 0 && to > from
            ? document[..from] + section + document[(to + end.Length)..]
            : $"{document.TrimEnd()}\n\n## Client (`make bench`)\n\n{section}\n");
    }
}
