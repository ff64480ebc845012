using System.Text;
using SecurityResponder.Feed.Sources;

namespace SecurityResponder.Feed.Reporting;

/// <summary>Writes a report into a folder: all of it, or nothing.</summary>
internal static class SiteFolder
{
    /// <summary>The file that lists the files of a report. Only a folder with it is replaced.</summary>
    public const string Manifest = ".security-responder-feed";

    /// <summary>Writes the files into a new folder beside the old one, then replaces the old one.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="files">The files.</param>
    /// <exception cref="InvalidSourceException">The folder contains other files, or it cannot be written. The old folder is as it
    /// was.</exception>
    public static void Replace(string path, IEnumerable<SiteFile> files)
    {
        string? fresh = null;
        try
        {
            var target = Resolve(path);
            RefuseOtherFiles(path, target);
            fresh = $"{target}.{Environment.ProcessId}.new";
            Write(fresh, files);
            Swap(target, fresh);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw InvalidSourceException.Of(path, $"the folder cannot be written: {exception.Message}");
        }
        finally
        {
            Delete(fresh);
        }
    }

    // A link to a folder stays a link.
    private static string Resolve(string path)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        var folder = new DirectoryInfo(full);
        return folder.Exists ? folder.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? full : full;
    }

    private static void RefuseOtherFiles(string path, string target)
    {
        if (File.Exists(target))
        {
            throw InvalidSourceException.Of(path, "this is a file, not a folder");
        }

        if (!Directory.Exists(target))
        {
            return;
        }

        var manifest = Path.Combine(target, Manifest);
        var own = File.Exists(manifest) ? File.ReadLines(manifest).Append(Manifest).ToHashSet(StringComparer.Ordinal) : [];
        var other = Directory.EnumerateFiles(target, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
            .Select(file => Path.GetRelativePath(target, file)).Where(file => !own.Contains(file))
            .Order(StringComparer.Ordinal).FirstOrDefault();
        if (other is not null)
        {
            throw InvalidSourceException.Of(path, $"the folder contains {other}, which no report wrote; name another folder");
        }
    }

    private static void Write(string folder, IEnumerable<SiteFile> files)
    {
        var paths = new List<string>();
        foreach (var file in files)
        {
            var target = Path.Combine(folder, file.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            using var stream = new FileStream(target, FileMode.CreateNew, FileAccess.Write);
            stream.Write(file.Render());
            paths.Add(file.Path);
        }

        var manifest = string.Concat(paths.Order(StringComparer.Ordinal).Select(one => one + "\n"));
        File.WriteAllBytes(Path.Combine(folder, Manifest), Encoding.UTF8.GetBytes(manifest));
    }

    private static void Swap(string target, string fresh)
    {
        if (!Directory.Exists(target))
        {
            Directory.Move(fresh, target);
            return;
        }

        var old = $"{target}.{Environment.ProcessId}.old";
        Directory.Move(target, old);
        try
        {
            Directory.Move(fresh, target);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Directory.Move(old, target);
            throw;
        }

        Delete(old);
    }

    private static void Delete(string? folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
