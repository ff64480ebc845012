using SecurityResponder.Feed.Sources;

namespace SecurityResponder.Feed.Explaining;

/// <summary>Finds lines in source files.</summary>
internal sealed class SourceLines
{
    private readonly Dictionary<string, string[]> _files = [];

    /// <summary>The line that contains all texts in this order, each on the line of the previous one or below it.</summary>
    /// <param name="file">A file, or an entry of an archive.</param>
    /// <param name="texts">E.g. the name of a package and a bound.</param>
    /// <returns>The line of the last text, from 1; null when one is not found.</returns>
    public long? Find(string file, params ReadOnlySpan<string> texts)
    {
        var lines = LinesOf(file);
        var line = 0;
        if (lines.Length == 0)
        {
            return null;
        }

        foreach (var text in texts)
        {
            while (line < lines.Length && !lines[line].Contains(text, StringComparison.OrdinalIgnoreCase))
            {
                line++;
            }
        }

        return line < lines.Length ? line + 1 : null;
    }

    private string[] LinesOf(string file)
    {
        if (!_files.TryGetValue(file, out var lines))
        {
            _files[file] = lines = Read(file);
        }

        return lines;
    }

    // A file that is read one statement at a time may be too large to be searched.
    private static string[] Read(string file)
    {
        try
        {
            return Open(file).Text.ReplaceLineEndings("\n").Split('\n');
        }
        catch (InvalidSourceException)
        {
            return [];
        }
    }

    private static SourceFile Open(string file)
    {
        var mark = file.IndexOf(".zip!", StringComparison.OrdinalIgnoreCase);
        return mark < 0 ? SourceReader.Single(file)
            : SourceReader.Files(file[..(mark + ".zip".Length)], file[(mark + ".zip!".Length)..]).First(entry => entry.Name == file);
    }
}
