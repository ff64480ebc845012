using System.Security.Cryptography;
using System.Text;
using SecurityResponder.Fakes;
using SecurityResponder.Signatures;

namespace SecurityResponder.Client.Tests.Checking;

/// <summary>Feeds for the sample cluster, which runs v1.34.5+rke2r1, and their signatures.</summary>
internal sealed class SignedFeeds : IDisposable
{
    /// <summary>One CVE of etcd that the next patch fixes, generated on the day before the runs.</summary>
    public const string Good =
        """
        { "schemaVersion": "1.0", "generated": "2026-11-23T06:00:00Z",
          "versions": [ { "name": "v1.34.5+rke2r1", "components": { "etcd": "v3.6.7-k3s1" } },
            { "name": "v1.34.9+rke2r1", "components": { "etcd": "v3.6.12-k3s1" } } ],
          "advisories": [ { "id": "CVE-2026-0001", "affected": [ { "package": { "name": "etcd" },
            "ranges": [ { "type": "SEMVER", "events": [ { "introduced": "0" }, { "fixed": "3.6.8" } ] } ] } ] } ] }
        """;

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly TestFolder _folder = new();

    /// <summary>PEM of the public key.</summary>
    public string PublicKey => _key.ExportSubjectPublicKeyInfoPem();

    /// <summary>As cosign writes it.</summary>
    public string Sign(string feed) =>
        Convert.ToBase64String(
            _key.SignData(Encoding.UTF8.GetBytes(feed), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));

    /// <summary>The bundle that cosign writes.</summary>
    public string Bundle(string feed)
    {
        var signature = new DetachedSignature(Convert.FromBase64String(Sign(feed)));
        using var key = VerificationKey.Parse(PublicKey);
        return Encoding.UTF8.GetString(SignatureBundle.Write(signature, SHA256.HashData(Encoding.UTF8.GetBytes(feed)), key.Hint));
    }

    /// <summary>Puts a feed into a file, beside it the signatures that are given.</summary>
    public string File(string feed, string? signature = null, string? bundle = null)
    {
        foreach (var (name, text) in new[] { ("feed.json.sig", signature), ("feed.json.sigstore.json", bundle) })
        {
            System.IO.File.Delete(Path.Combine(_folder.Path, name));
            if (text is not null)
            {
                _folder.Write(name, text);
            }
        }

        return _folder.Write("feed.json", feed);
    }

    /// <summary>Runs the program on the sample cluster and a feed.</summary>
    public static Task<ClientRun> RunAsync(string feed, params string[] more) =>
        ClientRun.OfAsync(
            new AutoAdvancingTime(3 * AutoAdvancingTime.AttemptSeconds),
            ["--cluster-dump", ClientRun.Dump, "--feed", feed, "--timeout", $"{AutoAdvancingTime.AttemptSeconds}", .. more]);

    /// <summary>The same with the public key.</summary>
    public Task<ClientRun> RunSignedAsync(string feed, params string[] more) => RunAsync(feed, ["--feed-public-key", PublicKey, .. more]);

    public void Dispose()
    {
        _key.Dispose();
        _folder.Dispose();
    }
}
