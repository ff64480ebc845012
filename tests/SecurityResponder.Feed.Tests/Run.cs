using SecurityResponder.Feed.Building;
using SecurityResponder.Feed.Sources;
using SecurityResponder.Protocol;

namespace SecurityResponder.Feed.Tests;

/// <summary>A run of the program.</summary>
internal sealed record Run(int ExitCode, string Output, string Error)
{
    public static Run Of(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exitCode = Program.Run(args, output, error);
        return new Run(exitCode, output.ToString(), error.ToString());
    }

    /// <summary>The feed that a run of <c>build</c> writes.</summary>
    public static Answer Build(params string[] args)
    {
        using var folder = new TemporaryFolder();
        var path = folder.At("feed.json");
        var run = Of(["build", .. args, "--out", path]);
        Assert.True(run.ExitCode == 0, run.Error);
        return FeedFile.ReadAnswer(SourceReader.Single(path));
    }
}

/// <summary>A folder that is deleted in the end.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("feed-tests");

    public string Path => _folder.FullName;

    public string At(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Writes a file and returns its path.</summary>
    public string Write(string name, string text)
    {
        var path = At(name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
