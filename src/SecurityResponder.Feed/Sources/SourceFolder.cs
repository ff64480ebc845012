using SecurityResponder.Files;

namespace SecurityResponder.Feed.Sources;

/// <summary>Lists the files of a folder.</summary>
internal static class SourceFolder
{
    private const int MaxFiles = 500_000;

    // A link could lead out of the folder, or around in a circle.
    private static readonly EnumerationOptions Options =
        new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = false };

    /// <summary>The regular files with an extension, also in sub-folders, in the order of their names. Links, pipes and devices are not
    /// among them.</summary>
    /// <exception cref="InvalidSourceException">There is none, there are too many, or a folder cannot be read.</exception>
    public static IEnumerable<string> Files(string folder, string extension)
    {
        var names = Names(folder, extension);
        if (names.Count is 0 or > MaxFiles)
        {
            throw InvalidSourceException.Of(
                folder, names.Count == 0 ? $"the folder has no {extension} files" : $"the folder has more than {MaxFiles} files");
        }

        return names.Select(name => Path.Combine(folder, name));
    }

    private static List<string> Names(string folder, string extension)
    {
        try
        {
            return [.. Directory.EnumerateFiles(folder, "*" + extension, Options).Where(RegularFile.IsRegular).Take(MaxFiles + 1)
                .Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/')).Order(StringComparer.Ordinal)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw InvalidSourceException.Of(folder, "the folder, or one inside it, cannot be read");
        }
    }
}
