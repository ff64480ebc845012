using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using SecurityResponder.Fakes;

namespace SecurityResponder.Feed.Tests.Fetching;

/// <summary>The program with sources that a server on this machine publishes.</summary>
public sealed class FetchedSourceTests : IDisposable
{
    private const string Osv = """
        {"id": "GO-2026-1", "modified": "2026-11-24T06:00:00Z", "affected": [{"package": {"ecosystem": "Go", "name": "go.etcd.io/etcd"},
        "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}, {"fixed": "3.6.14"}]}]}]}
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_feed_lists_the_address_the_date_and_the_digest()
    {
        await using var server = await FakeResponder.StartPlainAsync([Answer.Json(200, Osv)]);
        var local = _folder.Write("osv/a.json", """{"id": "GO-2026-2"}""");

        var address = $"http://user:secret@127.0.0.1:{server.Port}/GO-2026-1.json?token=secret";

        var feed = Run.Build("--osv", address, local, "--cache", _folder.At("cache"));

        Assert.Equal(
            ["https://osv.dev", $"http://127.0.0.1:{server.Port}/GO-2026-1.json"], feed.Sources!.Select(source => source!.Url));
        Assert.Equal("2026-11-24", feed.Sources![1]!.Date);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Osv))), feed.Sources[1]!.Sha256);
        Assert.Equal("GO-2026-1", Assert.Single(feed.Advisories!)!.Id);
    }

    [Fact]
    public async Task The_digest_of_an_archive_is_that_of_the_file()
    {
        _folder.Write("osv/a.json", Osv);
        ZipFile.CreateFromDirectory(_folder.At("osv"), _folder.At("all.zip"));
        var bytes = await File.ReadAllBytesAsync(_folder.At("all.zip"), TestContext.Current.CancellationToken);
        await using var server = await FakeResponder.StartPlainAsync([Answer.Json(200, [bytes])]);

        var feed = Run.Build("--osv", $"http://127.0.0.1:{server.Port}/all.zip", "--cache", _folder.At("cache"));

        Assert.Equal("GO-2026-1", Assert.Single(feed.Advisories!)!.Id);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), Assert.Single(feed.Sources!)!.Sha256);
    }

    [Fact]
    public async Task Offline_the_same_feed_is_built_from_the_cache()
    {
        var server = await FakeResponder.StartPlainAsync([Answer.Json(200, Osv)]);
        string[] args = ["build", "--osv", $"http://localhost:{server.Port}/a.json", "--cache", _folder.At("cache"), "--out"];
        Assert.Equal(0, Run.Of([.. args, _folder.At("one.json")]).ExitCode);
        await server.DisposeAsync();

        var run = Run.Of([.. args, _folder.At("two.json"), "--offline"]);

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(File.ReadAllText(_folder.At("one.json")), File.ReadAllText(_folder.At("two.json")));
    }

    [Fact]
    public void Offline_a_source_that_was_never_read_is_named()
    {
        var run = Run.Of(
            "build", "--kev", "https://example.org/kev.json", "--offline", "--cache", _folder.Path, "--out", _folder.At("feed.json"));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("https://example.org/kev.json: the cache has no copy", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.At("feed.json")));
    }

    [Fact]
    public async Task A_fault_in_a_downloaded_file_has_a_line()
    {
        await using var server = await FakeResponder.StartPlainAsync([Answer.Json(200, "{\n\"id\": [1]}")]);

        var run = Run.Of(
            "build", "--osv", $"http://127.0.0.1:{server.Port}/a.json", "--cache", _folder.Path, "--out", _folder.At("feed.json"));

        Assert.Contains("-a.json:2: expected an OSV entry", run.Error, StringComparison.Ordinal);
    }
}
