using System.Diagnostics;
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
    public void An_entry_that_is_too_large_is_refused()
    {
        var archive = Archive(("a.json", "12345678901"));

        Assert.Contains("archive.zip!a.json: the file has more than 10 bytes", Fault(archive, 10), StringComparison.Ordinal);
    }

    [Fact]
    public void An_entry_that_is_there_twice_is_refused() =>
        Assert.Contains("the entry a.json more than once", Fault(Archive(("a.json", "1"), ("a.json", "2"))), StringComparison.Ordinal);

    [Fact]
    public void An_archive_without_files_of_the_kind_is_refused() =>
        Assert.Contains("no .json files", Fault(Archive(("a.md", "1"))), StringComparison.Ordinal);

    [Fact]
    public void Many_small_entries_that_are_compressed_too_well_are_refused()
    {
        var entries = Enumerable.Range(0, 40).Select(i => ($"{i}.json", new string(' ', 900 << 10))).ToArray();

        Assert.Contains("archive holds more than", Fault(Archive(entries)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_inside_an_archive_is_not_followed()
    {
        var path = Archive(("a.json", "1"), ("link.json", "/etc/passwd"));
        using (var archive = ZipFile.Open(path, ZipArchiveMode.Update))
        {
            archive.GetEntry("link.json")!.ExternalAttributes = unchecked((int)0xA1FF0000);
        }

        Assert.Equal("1", Assert.Single(SourceReader.Files(path, ".json")).Text);
    }

    [Fact]
    public void An_entry_with_a_changed_byte_is_refused()
    {
        var path = _folder.At("archive.zip");
        using (var archive = ZipFile.Open(path, ZipArchiveMode.Create))
        {
            using var writer = new StreamWriter(archive.CreateEntry("a.json", CompressionLevel.NoCompression).Open());
            writer.Write("{\"fixed\": \"3.6.14\"}");
        }

        var bytes = File.ReadAllBytes(path);
        bytes[bytes.AsSpan().IndexOf("14\""u8)] = (byte)'2';
        File.WriteAllBytes(path, bytes);

        Assert.Contains("archive.zip!a.json: the entry is damaged", Fault(path), StringComparison.Ordinal);
    }

    [Fact]
    public void A_truncated_archive_is_refused()
    {
        var path = Archive(("a.json", new string('a', 5_000) + Guid.NewGuid()));
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..^10]);

        Assert.Contains("no complete zip archive", Fault(path), StringComparison.Ordinal);
    }

    [Fact]
    public void Only_regular_files_of_a_folder_are_read()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "pipes are made with mkfifo");
        var path = _folder.Write("b/a.json", "1");
        using (var mkfifo = Process.Start("mkfifo", _folder.At("b/pipe.json")))
        {
            mkfifo.WaitForExit();
        }

        File.CreateSymbolicLink(_folder.At("b/link.json"), path);
        Directory.CreateSymbolicLink(_folder.At("b/circle"), _folder.Path);

        Assert.Equal(path, Assert.Single(SourceReader.Files(_folder.Path, ".json")).Name);
    }

    [Fact]
    public void A_device_is_read_up_to_the_limit() =>
        Assert.Contains("more than 1000 bytes", Fault("/dev/zero", 1000), StringComparison.Ordinal);

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

    private static string Fault(string path, long maxBytes) => Assert.Throws<InvalidSourceException>(
        () => SourceReader.Streams(path, ".json", maxBytes).Select(stream => stream.ReadAll()).ToList()).Message;

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
