using System.IO.Compression;
using CsCheck;

namespace SecurityResponder.Feed.Tests.Robustness;

/// <summary>Damaged sources of every kind: the program reads them, or names the file and leaves the old feed as it is. It never crashes,
/// hangs, or leaves a partial file.</summary>
/// <remarks><c>FEED_FUZZ_RUNS=100000</c> searches longer. A failure prints CsCheck's seed.</remarks>
public sealed class SourceRobustnessTests : IDisposable
{
    private static readonly long Runs =
        long.TryParse(Environment.GetEnvironmentVariable("FEED_FUZZ_RUNS"), out var runs) ? runs : 30;

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<SourceSample> Samples => [.. SourceSample.All];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Samples))]
    public void An_undamaged_source_is_read(SourceSample sample) => Build(sample.Option, _folder.Write(sample.Name, sample.Text), 0);

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_damaged_source_is_read_or_refused_by_name(SourceSample sample) => Gen.Int.Sample(
        seed =>
        {
            var path = _folder.At(sample.Name);
            File.WriteAllBytes(path, new SourceMutator(seed).Damage(sample));
            Build(sample.Option, path, expected: null);
        },
        iter: Runs, threads: 1);

    [Theory]
    [InlineData("[")]
    [InlineData("`")]
    [InlineData("*a ")]
    [InlineData("<a ")]
    [InlineData("![](")]
    [InlineData("| ")]
    [InlineData("v1.35.7+rke2r1 ")]
    [InlineData("<!--")]
    [InlineData("> ")]
    public void A_line_of_a_million_characters_is_read_or_refused(string repeated)
    {
        var sample = SourceSample.All[0];
        var line = string.Concat(Enumerable.Repeat(repeated, 1_000_000 / repeated.Length));

        Build(sample.Option, _folder.Write(sample.Name, sample.Text.Replace("Aug 04 2026", line) + "\n* " + line), expected: null);
    }

    [Theory]
    [InlineData("channels: &a [*a]")]
    [InlineData("channels:\n- ? &a [*a]\n  : b")]
    [InlineData("? &a {? *a : b}\n: c")]
    [InlineData("channels: &a\n- name: latest\n  <<: *a")]
    [InlineData("a: &a [x,x,x,x]\nb: &b [*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c]\nchannels: [*d,*d,*d,*d]")]
    public void Yaml_that_contains_itself_is_refused(string text) =>
        Build("--channels", _folder.Write("channels.yaml", text), expected: 1);

    [Fact]
    public void A_damaged_archive_is_read_or_refused_by_name()
    {
        var path = _folder.At("archive.zip");
        using (var archive = ZipFile.Open(path, ZipArchiveMode.Create))
        {
            foreach (var sample in SourceSample.All)
            {
                using var writer = new StreamWriter(archive.CreateEntry(sample.Name).Open());
                writer.Write(sample.Text);
            }
        }

        var valid = File.ReadAllBytes(path);
        Gen.Select(Gen.Int[0, valid.Length - 1], Gen.Byte, Gen.Int[0, valid.Length]).Sample(
            (at, value, length) =>
            {
                var damaged = valid[..(length < valid.Length / 10 ? length : valid.Length)];
                if (at < damaged.Length)
                {
                    damaged[at] = value;
                }

                File.WriteAllBytes(path, damaged);
                Build("--release-notes", path, expected: null);
            },
            iter: Runs, threads: 1);
    }

    // Expected: null for either 0 or 1.
    private void Build(string option, string path, int? expected)
    {
        var feed = _folder.Write("out/feed.json", "old");

        var run = Run.Of("build", option, path, "--out", feed);

        Assert.Equal(expected ?? (run.ExitCode == 0 ? 0 : 1), run.ExitCode);
        Assert.Equal([feed], Directory.GetFiles(_folder.At("out")));
        if (run.ExitCode == 1)
        {
            Assert.StartsWith($"security-responder-feed: {path}", run.Error, StringComparison.Ordinal);
            Assert.Equal("old", File.ReadAllText(feed));
        }
    }
}
