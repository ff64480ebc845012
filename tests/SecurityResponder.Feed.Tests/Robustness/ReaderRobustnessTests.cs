using System.Text;
using CsCheck;
using SecurityResponder.Feed.Curation;
using SecurityResponder.Feed.ReleaseNotes;
using SecurityResponder.Feed.Schedules;
using SecurityResponder.Feed.Sources;
using SecurityResponder.Feed.Vulnerabilities;

namespace SecurityResponder.Feed.Tests.Robustness;

/// <summary>Damaged inputs: a reader refuses them with its own exception, or reads them.</summary>
public sealed class ReaderRobustnessTests
{
    private static readonly string[] Seeds =
    [
        """
        | Version | Kubernetes | Canal (Default) |
        |---|---|---|
        | [v1.35.7+rke2r1](a) | v1.35.7 | [Flannel v1.2.3](x)<br/>Calico v3.1.2 |
        ## Release [v1.35.7+rke2r1](b)
        * Update to v1.35.7 and Go 1.25.12
        <!-- x -->
        """,
        """
        {"id": "GO-2026-1", "aliases": ["CVE-2026-1"], "affected": [{"package": {"ecosystem": "Go", "name": "go.etcd.io/etcd"},
        "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}, {"fixed": "3.6.14"}]}],
        "ecosystem_specific": {"imports": [{"goos": ["windows"]}]}}]}
        """,
        """
        {"cveMetadata": {"cveId": "CVE-2026-1"}, "containers": {"cna": {"affected": [
        {"product": "runc", "versions": [{"status": "affected", "version": ">= 1, < 2"}]}],
        "metrics": [{"cvssV3_1": {"vectorString": "x"}}]}}}
        """,
        """
        {"statements": [{"vulnerability": {"name": "CVE-2026-1"}, "products": [{"@id": "pkg:oci/a@b?c=%2F"}], "status": "fixed"}],
        "vulnerabilities": [{"cveID": "CVE-2026-1"}], "count": 1}
        """,
        "channels:\n- {name: latest, latest: v1.35.7+rke2r1, excludeRegexp: (^a)}\n"
            + "schedules:\n- {release: 1.27, endOfLifeDate: 2024-06-28}\n",
        "advisories:\n- {id: CVE-2026-1, affected: [{component: etcd, ranges: [{fixed: 1.2.3}]}], reason: a, source: 'https://a.b'}\n",
        "#score_date:2026-01-01\ncve,epss,percentile\nCVE-2026-1,0.5,0.5\n",
    ];

    private static readonly Action<SourceFile>[] Readers =
    [
        file => ReleaseNotesReader.Read(file, []),
        file => OsvReader.Read(file),
        file => CveRecordReader.Read(file, Log()),
        file => ExploitedCatalog.Read(file, Log()),
        file => EpssScores.Read(file, Log()),
        file => new VexReader(Log()).Read(Stream(file)),
        file => Channels.Read(file),
        file => SupportSchedule.Read(file),
        file => CurationReader.Read(file),
    ];

    [Fact]
    public void A_damaged_file_is_read_or_refused_by_name() =>
        Gen.Select(Gen.OneOf(Seeds.Select(seed => Gen.Const(seed)).ToArray()), Gen.Int[0, 400], Gen.Int[0, 20], Gen.String[0, 12]).Sample(
            (seed, at, length, text) => Try(Damaged(seed, at, length, text)), iter: 3_000);

    [Fact]
    public void Any_bytes_are_read_or_refused_by_name() => Gen.Byte.Array[0, 200].Sample(Try, iter: 2_000);

    private static byte[] Damaged(string seed, int at, int length, string text)
    {
        at = Math.Min(at, seed.Length);
        return Encoding.UTF8.GetBytes(string.Concat(seed.AsSpan(0, at), text, seed.AsSpan(Math.Min(at + length, seed.Length))));
    }

    private static void Try(byte[] bytes)
    {
        foreach (var reader in Readers)
        {
            try
            {
                reader(new SourceFile("file", bytes));
            }
            catch (InvalidSourceException exception)
            {
                Assert.StartsWith("file", exception.Message, StringComparison.Ordinal);
            }
        }
    }

    private static SourceStream Stream(SourceFile file) => new(file.Name, new MemoryStream(file.Bytes), SizeLimit.Of(file.Bytes.Length));

    private static SourceLog Log() => new("source", "https://example.org", null);
}
