using System.Globalization;
using System.IO.Compression;

namespace SecurityResponder.Feed.Tests.Building;

public sealed class BuildTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_same_sources_in_another_order_culture_and_time_zone_give_the_same_bytes()
    {
        string[] sources = SharedData.Sources;
        var osv = Array.IndexOf(sources, "--osv");
        string[] reordered = [.. sources[(osv + 4)..], "--osv", sources[osv + 3], sources[osv + 1], sources[osv + 2], .. sources[..osv]];
        Build("one.json", sources);

        Elsewhere(() => Build("two.json", reordered));

        Assert.Equal(File.ReadAllText(_folder.At("one.json")), File.ReadAllText(_folder.At("two.json")));
    }

    [Fact]
    public void Files_under_other_names_and_in_an_archive_give_the_same_bytes()
    {
        for (var i = 0; i < 20; i++)
        {
            var entry = $$"""
                {"id": "GO-2026-{{i}}", "modified": "2026-08-01T00:00:00Z", "aliases": ["CVE-2026-{{i / 2}}"],
                "affected": [{"package": {"ecosystem": "Go", "name": "go.etcd.io/etcd"},
                "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}, {"fixed": "3.6.{{i}}"}]}]}]}
                """;
            _folder.Write($"one/{i}.json", entry);
            _folder.Write($"two/{20 - i}/entry.json", entry);
        }

        ZipFile.CreateFromDirectory(_folder.At("two"), _folder.At("two.zip"));
        Build("one.json", ["--osv", _folder.At("one")]);
        Build("two.json", ["--osv", _folder.At("two")]);
        Build("three.json", ["--osv", _folder.At("two.zip")]);

        var feed = File.ReadAllText(_folder.At("one.json"));
        Assert.Equal(feed, File.ReadAllText(_folder.At("two.json")));
        Assert.Equal(feed, File.ReadAllText(_folder.At("three.json")));
    }

    [Fact]
    public void A_fault_in_a_source_leaves_the_old_feed_as_it_is()
    {
        var feed = _folder.Write("feed.json", "old");
        var osv = _folder.Write("osv/a.json", "{\n\"id\": [1]\n}");

        var run = Run.Of("build", "--osv", osv, "--out", feed);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"{osv}:2: expected an OSV entry; $.id is not", run.Error, StringComparison.Ordinal);
        Assert.Equal("old", File.ReadAllText(feed));
        Assert.Equal(["feed.json", "osv"], Directory.EnumerateFileSystemEntries(_folder.Path).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void A_missing_catalog_is_reported_and_not_taken_as_nothing_exploited()
    {
        var run = Run.Of("build", "--osv", _folder.Write("a.json", """{"id": "GO-2026-1"}"""), "--out", _folder.At("feed.json"));

        Assert.Contains("which vulnerabilities are exploited is unknown", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--kev", "kev.json", """{"dateReleased": "2026-05-01T00:00:00Z", "vulnerabilities": [{"cveID": "CVE-2026-1"}]}""")]
    [InlineData("--epss", "epss.csv", "#model_version:v2026.1,score_date:2026-06-01T00:00:00Z\ncve,epss,percentile\nCVE-2026-1,0.9,0.9\n")]
    [InlineData("--channels", "channels.yaml", "channels:\n- {name: latest, latest: v1.35.7+rke2r1}\n")]
    [InlineData(
        "--curation", "curation.yaml", "support:\n- {minor: 1.35, endOfLife: 2027-02-28, reason: So., source: 'https://example.org'}\n")]
    public void A_single_file_may_be_in_a_folder_or_an_archive(string option, string name, string text)
    {
        var file = _folder.Write($"in/{name}", text);
        _folder.Write("in/notes.txt", "another file");
        ZipFile.CreateFromDirectory(_folder.At("in"), _folder.At("in.zip"));
        Build("one.json", [option, file]);
        Build("two.json", [option, _folder.At("in")]);
        Build("three.json", [option, _folder.At("in.zip")]);
        _folder.Write($"in/more/{name}", text);
        var more = Run.Of("build", option, _folder.At("in"), "--out", _folder.At("four.json"));
        var none = Run.Of("build", option, Path.GetDirectoryName(_folder.Write("empty/notes.txt", ""))!, "--out", _folder.At("four.json"));

        Assert.Equal(File.ReadAllText(_folder.At("one.json")), File.ReadAllText(_folder.At("two.json")));
        Assert.Equal(File.ReadAllText(_folder.At("one.json")), File.ReadAllText(_folder.At("three.json")));
        Assert.Contains(": expected one file that ends with ", more.Error, StringComparison.Ordinal);
        Assert.Contains("the folder has no ", none.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--date", "tomorrow")]
    [InlineData("--minors", "1.x")]
    [InlineData("--unknown", "1")]
    public void An_invalid_argument_ends_with_2(params string[] args) =>
        Assert.Equal(2, Run.Of(["build", "--out", _folder.At("feed.json"), .. args]).ExitCode);

    [Fact]
    public void Only_the_releases_of_the_wanted_minors_are_included()
    {
        var feed = Run.Build(
            "--release-notes", SharedData.At("data/rke2/release-notes"), "--minors", "1.35", "--date", "2026-11-24T06:00:00Z");

        Assert.Equal(11, feed.Versions!.Count);
        Assert.All(feed.Versions, release => Assert.StartsWith("v1.35.", release!.Name, StringComparison.Ordinal));
        Assert.Equal("2026-11-24T06:00:00Z", feed.Generated);
    }

    // Numbers with a comma, dates with points, and a time zone that is a day ahead.
    private static void Elsewhere(Action action)
    {
        var (culture, zone) = (CultureInfo.CurrentCulture, Environment.GetEnvironmentVariable("TZ"));
        try
        {
            CultureInfo.CurrentCulture = (CultureInfo)culture.Clone();
            CultureInfo.CurrentCulture.NumberFormat.NumberDecimalSeparator = ",";
            CultureInfo.CurrentCulture.DateTimeFormat.DateSeparator = ".";
            Environment.SetEnvironmentVariable("TZ", "XXX-14");
            TimeZoneInfo.ClearCachedData();
            action();
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
            Environment.SetEnvironmentVariable("TZ", zone);
            TimeZoneInfo.ClearCachedData();
        }
    }

    private void Build(string name, string[] args)
    {
        var run = Run.Of(["build", .. args, "--out", _folder.At(name)]);
        Assert.True(run.ExitCode == 0, run.Error);
    }
}
