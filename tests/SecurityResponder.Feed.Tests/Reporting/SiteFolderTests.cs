using SecurityResponder.Feed.Reporting;
using SecurityResponder.Feed.Sources;

namespace SecurityResponder.Feed.Tests.Reporting;

/// <summary>A report is written as a whole or not at all.</summary>
public sealed class SiteFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Site => _folder.At("site");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_new_report_replaces_all_files_of_the_old_one()
    {
        SiteFolder.Replace(Site, [new SiteFile("a/old.html", () => [1]), new SiteFile("index.html", () => [1])]);
        SiteFolder.Replace(Site, [new SiteFile("index.html", () => [2])]);

        Assert.Equal([2], File.ReadAllBytes(Path.Combine(Site, "index.html")));
        Assert.False(Directory.Exists(Path.Combine(Site, "a")));
        Assert.Equal(["site"], Names(_folder.Path));
    }

    [Fact]
    public void A_failed_run_leaves_the_old_report_whole()
    {
        SiteFolder.Replace(Site, [new SiteFile("index.html", () => [1])]);
        Assert.Throws<InvalidSourceException>(() => SiteFolder.Replace(
            Site, [new SiteFile("index.html", () => [2]), new SiteFile("b.html", () => throw new IOException("disk full"))]));

        Assert.Equal([1], File.ReadAllBytes(Path.Combine(Site, "index.html")));
        Assert.Equal(["site"], Names(_folder.Path));
    }

    [Theory]
    [InlineData("notes.txt")]
    [InlineData(".git/config")]
    [InlineData("releases/mine.html")]
    public void A_folder_with_other_files_is_not_replaced(string file)
    {
        SiteFolder.Replace(Site, [new SiteFile("index.html", () => [1])]);
        _folder.Write("site/" + file, "mine");

        var exception = Assert.Throws<InvalidSourceException>(() => SiteFolder.Replace(Site, [new SiteFile("index.html", () => [2])]));

        Assert.Contains($"the folder contains {file}, which no report wrote", exception.Message, StringComparison.Ordinal);
        Assert.Equal([1], File.ReadAllBytes(Path.Combine(Site, "index.html")));
        Assert.Equal("mine", File.ReadAllText(Path.Combine(Site, file)));
    }

    [Fact]
    public void A_folder_that_no_report_made_is_not_replaced()
    {
        _folder.Write("site/index.html", "mine");

        Assert.Throws<InvalidSourceException>(() => SiteFolder.Replace(Site, [new SiteFile("index.html", () => [2])]));
        Assert.Equal("mine", File.ReadAllText(Path.Combine(Site, "index.html")));
    }

    [Fact]
    public void An_empty_folder_and_a_link_to_a_folder_are_used()
    {
        Directory.CreateDirectory(_folder.At("real"));
        File.CreateSymbolicLink(Site, _folder.At("real"));
        SiteFolder.Replace(Site + "/", [new SiteFile("index.html", () => [1])]);

        Assert.Equal([1], File.ReadAllBytes(_folder.At("real/index.html")));
        Assert.NotNull(new DirectoryInfo(Site).LinkTarget);
    }

    [Theory]
    [InlineData("file", "this is a file, not a folder")]
    [InlineData("file/site", "the folder cannot be written")]
    public void A_path_that_cannot_be_a_folder_is_refused(string path, string message)
    {
        _folder.Write("file", "mine");

        var exception = Assert.Throws<InvalidSourceException>(
            () => SiteFolder.Replace(_folder.At(path), [new SiteFile("index.html", () => [1])]));
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(_folder.At("file")));
    }

    private static IEnumerable<string?> Names(string folder) => Directory.EnumerateFileSystemEntries(folder).Select(Path.GetFileName);
}
