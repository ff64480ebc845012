using System.IO.Compression;
using SecurityResponder.Feed.Sources;

namespace SecurityResponder.Feed.Tests.Sources;

public sealed class SourceReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_files_of_a_folder_come_in_the_order_of_their_names()
    {
        _folder.Write("b/2.json", "{}");
        _folder.Write("a.json", "{}");
        _folder.Write("b/1.json", "{}");
        _folder.Write("b/notes.txt", "");

        Assert.Equal(
            ["a.json", "b/1.json", "b/2.json"],
            SourceReader.Files(_folder.Path, ".json").Select(file => Path.GetRelativePath(_folder.Path, file.Name)));
    }

    [Fact]
    public void The_entries_of_an_archive_are_read_in_memory()
    {
        var path = Archive(("Go/b.json", "2"), ("Go/a.json", "1"), ("readme.md", ""));

        Assert.Equal(["1", "2"], SourceReader.Files(path, ".json").Select(file => file.Text));
    }

    [Theory]
    [InlineData("../a.json")]
    [InlineData("b/../../a.json")]
    [InlineData("/etc/a.json")]
    [InlineData("c:/a.json")]
    public void A_name_that_leaves_the_archive_is_refused(string name) =>
        Assert.Contains("leaves the archive", Fault(Archive((name, "{}"))), StringComparison.Ordinal);

    [Fact]
    public void An_entry_that_is_compressed_too_well_is_refused() =>
        Assert.Contains("factor of 200", Fault(Archive(("a.json", new string(' ', 4 << 20)))), StringComparison.Ordinal);

    [Fact]
    public void An_entry_that_is_too_large_is_refused() =>
        Assert.Contains("more than 16777216 bytes", Fault(Archive(("a.json", new string(' ', 17 << 20)))), StringComparison.Ordinal);

    [Fact]
    public void A_file_that_is_no_archive_is_refused() =>
        Assert.Contains("no complete zip archive", Fault(_folder.Write("a.zip", "PK")), StringComparison.Ordinal);

    [Fact]
    public void A_pointer_of_git_lfs_is_recognized() => Assert.Contains(
        "Git LFS pointer",
        Fault(_folder.Write("a.json", "version https://git-lfs.github.com/spec/v1\noid sha256:1\n")),
        StringComparison.Ordinal);

    [Fact]
    public void A_missing_file_is_named() => Assert.Contains("does not exist", Fault(_folder.At("none.json")), StringComparison.Ordinal);

    [Fact]
    public void A_folder_without_files_of_the_kind_is_refused() =>
        Assert.Contains("no .json files", Fault(_folder.Path), StringComparison.Ordinal);

    private static string Fault(string path) =>
        Assert.Throws<InvalidSourceException>(() => SourceReader.Files(path, ".json").ToList()).Message;

    private string Archive(params (string Name, string Text)[] entries)
    {
        var path = _folder.At("archive.zip");
        using var archive = ZipFile.Open(path, ZipArchiveMode.Create);
        foreach (var (name, text) in entries)
        {
            using var writer = new StreamWriter(archive.CreateEntry(name, CompressionLevel.Optimal).Open());
            writer.Write(text);
        }

        return path;
    }
}
