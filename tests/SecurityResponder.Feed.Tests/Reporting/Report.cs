namespace SecurityResponder.Feed.Tests.Reporting;

/// <summary>A report in a temporary folder.</summary>
internal sealed class Report : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private Report()
    {
    }

    public string Folder => _folder.At("site");

    /// <summary>The files with their paths, in order.</summary>
    public IReadOnlyList<string> Files =>
    [
        .. Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Folder, file))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The report about a feed.</summary>
    public static Report Of(string feed, string? previous = null, string? baseUrl = null)
    {
        var report = new Report();
        string[] args =
        [
            "report", report._folder.Write("feed.json", feed), "--out", report.Folder,
            .. previous is null ? (string[])[] : ["--previous", report._folder.Write("old.json", previous)],
            .. baseUrl is null ? (string[])[] : ["--base-url", baseUrl],
        ];
        var run = Run.Of(args);
        Assert.True(run.ExitCode == 0, run.Error);
        return report;
    }

    /// <summary>The text of a file.</summary>
    public string Text(string path) => File.ReadAllText(Path.Combine(Folder, path));

    /// <summary>The visible text of a page's main part: tags are left out, white space is one blank.</summary>
    public string Words(string path) => PageText.Of(Text(path));

    public void Dispose() => _folder.Dispose();
}
