using System.Security.Cryptography;
using CsCheck;

namespace SecurityResponder.Feed.Tests.Robustness;

/// <summary>Damaged feeds, keys, signatures and sources given to every command but <c>build</c>: it ends with one line, in time, and
/// leaves no partial file.</summary>
public sealed class CommandRobustnessTests : IDisposable
{
    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(60);

    private static readonly long Runs =
        long.TryParse(Environment.GetEnvironmentVariable("FEED_FUZZ_RUNS"), out var runs) ? runs : 30;

    private static readonly SourceSample Feed = new("FEED", "feed.json", """
        {"schemaVersion": "1.1", "generated": "2026-08-18T21:25:47Z", "support": [{"minor": "1.35", "endOfLife": "2027-02-28"}],
         "versions": [
          {"name": "v1.35.7+rke2r1", "releaseDate": "2026-08-04T00:00:00Z", "minUpgradableVersion": "", "tags": ["latest"], "go": "1.25.12",
           "extraInfo": {"releaseNotesURL": "https://example.org/a"}, "components": {"etcd": "v3.6.14-k3s1", "canal-calico": "v3.32.1"}},
          {"name": "v1.34.1+rke2r1", "prime": true, "withdrawn": true, "components": {"etcd": "v3.6.1-k3s1", "coredns": "v1.12.0"}}],
         "advisories": [
          {"id": "CVE-2026-1", "aliases": ["GO-2026-1"], "published": "2026-03-01T00:00:00Z", "summary": "A flaw",
           "severity": [{"type": "CVSS_V3", "score": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}],
           "affected": [{"package": {"ecosystem": "Go", "name": "go.etcd.io/etcd/v3"},
             "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}, {"fixed": "3.6.14"}]}]}],
           "references": [{"type": "ADVISORY", "url": "https://example.org/1"}],
           "database_specific": {"severity_source": "CNA; also GitHub 7.5 high", "epss": 0.04, "exploited": true,
            "conditions": [{"operating_systems": ["windows"], "reason": "So.", "source": "https://example.org/w"}],
            "vex": [{"component": "coredns", "status": "not_affected", "product": "rancher/hardened-coredns", "version": "v1.12.0"}]}}],
         "sources": [{"name": "OSV", "url": "https://osv.dev", "date": "2026-08-18", "license": "CC-BY-4.0",
          "sha256": "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"}]}
        """);

    private readonly TemporaryFolder _folder = new();

    /// <summary>The arguments of each command; FEED is the damaged feed, OTHER a valid one.</summary>
    public static TheoryData<string> Commands =>
    [
        "check FEED", "check --strict FEED", "diff FEED OTHER", "diff OTHER FEED --format markdown", "diff FEED OTHER --format json",
        "export FEED --format longhorn --top 2", "export FEED --format openvex", "export FEED --format csv",
        "report FEED --out site", "report OTHER --previous FEED --out site", "sign --key test.key FEED", "verify --key test.pub FEED",
    ];

    public static TheoryData<SourceSample> Sources => [.. SourceSample.All];

    public void Dispose() => _folder.Dispose();

    [Theory, MemberData(nameof(Commands))]
    public void An_undamaged_feed_is_accepted(string command)
    {
        Prepare();
        _folder.Write("feed.json", Feed.Text);
        Run.Of("sign", "--key", _folder.At("test.key"), _folder.At("feed.json"));

        Assert.Equal(0, RunOf(command).ExitCode);
    }

    [Theory, MemberData(nameof(Commands))]
    public void A_damaged_feed_is_read_or_refused_in_one_line(string command)
    {
        Prepare();
        Gen.Int.Sample(
            seed =>
            {
                File.WriteAllBytes(_folder.At("feed.json"), new SourceMutator(seed).Damage(Feed));
                AssertSane(RunOf(command));
            },
            iter: Runs, threads: 1);
    }

    [Theory, MemberData(nameof(Sources))]
    public void A_damaged_source_is_explained_or_refused_in_one_line(SourceSample sample)
    {
        Prepare();
        Gen.Int.Sample(
            seed =>
            {
                var path = _folder.At(sample.Name);
                File.WriteAllBytes(path, new SourceMutator(seed).Damage(sample));
                AssertSane(RunOf($"explain CVE-2026-1 {sample.Option} {sample.Name}"));
                AssertSane(RunOf($"check other.json {sample.Option} {sample.Name}"));
            },
            iter: Runs, threads: 1);
    }

    [Theory]
    [InlineData("test.key", "sign --key test.key feed.json")]
    [InlineData("test.pub", "verify --key test.pub feed.json")]
    [InlineData("feed.json.sig", "verify --key test.pub feed.json")]
    [InlineData("feed.json.sigstore.json", "verify --key test.pub feed.json")]
    public void A_damaged_key_or_signature_is_refused_in_one_line(string name, string command)
    {
        Prepare();
        _folder.Write("feed.json", Feed.Text);
        Assert.Equal(0, RunOf("sign --key test.key feed.json").ExitCode);
        var sample = new SourceSample("", name, File.ReadAllText(_folder.At(name)));
        Gen.Int.Sample(
            seed =>
            {
                File.WriteAllBytes(_folder.At(name), new SourceMutator(seed).Damage(sample));
                AssertSane(RunOf(command));
            },
            iter: Runs, threads: 1);
    }

    [Theory]
    [InlineData("build --out missing/feed.json")]
    [InlineData("report feed.json --out feed.json")]
    [InlineData("report feed.json --out missing/x/site")]
    [InlineData("sign --key test.key missing/feed.json")]
    [InlineData("diff feed.json .")]
    [InlineData("check /dev/null")]
    [InlineData("export missing.json --format csv")]
    [InlineData("verify --key . feed.json")]
    [InlineData("explain CVE-2026-1 --osv missing")]
    public void A_path_that_cannot_be_used_is_named_in_one_line(string command)
    {
        Prepare();
        _folder.Write("feed.json", Feed.Text);

        AssertSane(RunOf(command));
    }

    private void Prepare()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        _folder.Write("other.json", Feed.Text);
        _folder.Write("test.key", key.ExportPkcs8PrivateKeyPem());
        _folder.Write("test.pub", key.ExportSubjectPublicKeyInfoPem());
    }

    // A hang fails: the run goes on in the background until the test process ends.
    private Run RunOf(string command)
    {
        string[] args = [.. command.Split(' ').Select((word, i) => word switch
        {
            "FEED" => _folder.At("feed.json"),
            "OTHER" => _folder.At("other.json"),
            _ => i > 0 && (word.Contains('.') || word is "site" or "missing") && !word.StartsWith('/') ? _folder.At(word) : word,
        })];
        var run = Task.Run(() => Run.Of(args), TestContext.Current.CancellationToken);
        return run.Wait(MaxTime, TestContext.Current.CancellationToken) ? run.Result : throw new TimeoutException(command);
    }

    private void AssertSane(Run run)
    {
        Assert.InRange(run.ExitCode, 0, 1);
        var lines = run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.True(lines.Length == 0 || run.ExitCode == 1, run.Error);
        Assert.All(lines, line => Assert.StartsWith("security-responder-feed: ", line, StringComparison.Ordinal));
        Assert.True(lines.Length < 2, run.Error);
        Assert.DoesNotContain('\u001b', run.Error + run.Output);
        // What is written in steps is written under another name first.
        Assert.DoesNotContain(Directory.EnumerateFileSystemEntries(_folder.Path), name => Path.GetExtension(name) is ".tmp" or ".new");
        Assert.True(!Directory.Exists(_folder.At("site")) || File.Exists(_folder.At("site/index.html")), "a partial site");
        Assert.Equal(File.Exists(_folder.At("feed.json.sig")), File.Exists(_folder.At("feed.json.sigstore.json")));
    }
}
