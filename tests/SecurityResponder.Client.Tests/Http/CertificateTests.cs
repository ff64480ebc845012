using System.Diagnostics;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using SecurityResponder.Client.Http;
using SecurityResponder.Client.Tests.Checking;
using SecurityResponder.Fakes;
using Rfc3339 = SecurityResponder.Protocol.Rfc3339;

namespace SecurityResponder.Client.Tests.Http;

/// <summary>Servers' certificates are accepted and refused as by curl with <c>--cacert</c>, and each refusal has its own reason.</summary>
public sealed class CertificateTests : IDisposable
{
    private const string Alone =
        "it sends only its own certificate, and the issuer (CN=issuing) is not known here: "
        + "it does not send an intermediate certificate, or its certificate authority is not trusted here";

    private static readonly (int From, int To) Past = (-30, -1);

    private readonly TestFolder _folder = new();
    private readonly TestKey _root = TestKey.Create("root");
    private readonly TestKey _old = TestKey.Create("old root");
    private readonly TestKey _issuing = TestKey.Create("issuing");
    private readonly TestKey _second = TestKey.Create("second");
    private readonly TestKey _server = TestKey.Create("server");

    private X509Certificate2 Root => _root.Issue(_root);

    private X509Certificate2 Issuing => _root.Issue(_issuing);

    private X509Certificate2 Leaf => _issuing.Issue(_server, isAuthority: false);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public Task A_root_with_a_complete_chain_is_accepted() => AssertAsync(null, Root, Leaf, Issuing);

    [Fact]
    public Task An_intermediate_alone_is_an_anchor() => AssertAsync(null, Issuing, Leaf, Issuing);

    [Fact]
    public Task An_intermediate_alone_is_an_anchor_also_when_the_server_does_not_send_it() => AssertAsync(null, Issuing, Leaf);

    [Fact]
    public Task The_certificate_of_the_server_is_an_anchor()
    {
        var leaf = Leaf;
        return AssertAsync(null, leaf, leaf);
    }

    [Fact]
    public Task A_certificate_alone_has_an_unknown_issuer() => AssertAsync(Alone, Root, Leaf);

    [Fact]
    public Task A_cross_signed_root_leads_to_the_old_root() => AssertAsync(null, _old.Issue(_old), Leaf, Issuing, _old.Issue(_root));

    [Fact]
    public Task A_cross_signed_root_leads_to_the_new_root() => AssertAsync(null, Root, Leaf, Issuing, _old.Issue(_root));

    [Fact]
    public Task A_cross_signed_root_is_an_anchor_itself() => AssertAsync(null, _old.Issue(_root), Leaf, Issuing);

    [Fact]
    public Task A_cross_signed_intermediate_is_the_same_authority() => AssertAsync(null, _old.Issue(_issuing), Leaf, Issuing);

    [Fact]
    public Task A_complete_chain_to_another_root_is_of_an_unknown_authority() =>
        AssertAsync(EndsWith("issuing", "root"), _old.Issue(_old), Leaf, Issuing);

    [Fact]
    public Task A_chain_that_lacks_one_of_two_intermediates_names_the_missing_issuer() => AssertAsync(
        EndsWith("second", "issuing"), Root, _second.Issue(_server, isAuthority: false), _issuing.Issue(_second));

    [Fact]
    public Task A_chain_of_two_intermediates_is_accepted() =>
        AssertAsync(null, Root, _second.Issue(_server, isAuthority: false), _issuing.Issue(_second), Issuing);

    [Fact]
    public void A_root_that_is_sent_but_not_trusted_is_an_unknown_authority()
    {
        // The test server never sends a root.
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.ExtraStore.Add(Issuing);
        chain.ChainPolicy.ExtraStore.Add(Root);
        var leaf = Leaf;
        Assert.False(chain.Build(leaf));

        var exception = Assert.Throws<RefusedCertificateException>(
            () => CertificateCheck.Accept(leaf, chain, SslPolicyErrors.RemoteCertificateChainErrors, [_old.Issue(_old)]));

        Assert.Equal("its certificate authority (CN=root) is not trusted here", exception.Message);
    }

    [Fact]
    public Task A_self_signed_certificate_has_a_sentence_of_its_own() =>
        AssertAsync("its certificate is self-signed and not trusted here", Root, _server.Issue(_server, isAuthority: false));

    [Fact]
    public Task An_authority_of_the_same_name_with_another_key_is_another_one() =>
        AssertAsync(Alone, TestKey.Create("root").Issue(TestKey.Create("issuing")), Leaf);

    [Fact]
    public Task An_expired_certificate_is_refused()
    {
        var leaf = _issuing.Issue(_server, isAuthority: false, Past);
        return AssertAsync($"its certificate expired at {Rfc3339.Of(leaf.NotAfter)}; is the clock right?", Root, leaf, Issuing);
    }

    [Fact]
    public Task A_certificate_of_tomorrow_is_refused()
    {
        var leaf = _issuing.Issue(_server, isAuthority: false, (1, 30));
        return AssertAsync($"its certificate is not valid before {Rfc3339.Of(leaf.NotBefore)}; is the clock right?", Root, leaf, Issuing);
    }

    [Fact]
    public Task An_expired_intermediate_is_refused()
    {
        var intermediate = _root.Issue(_issuing, days: Past);
        return AssertAsync(Expired(intermediate), Root, Leaf, intermediate);
    }

    [Fact]
    public Task An_expired_anchor_is_refused()
    {
        var anchor = _root.Issue(_issuing, days: Past);
        return AssertAsync(Expired(anchor), anchor, Leaf);
    }

    [Fact]
    public Task Another_name_is_refused() => AssertAsync(
        "its certificate is for another host name", Root, _issuing.Issue(_server, isAuthority: false, address: "127.0.0.2"), Issuing);

    [Fact]
    public Task Another_name_is_refused_below_an_intermediate_too() => AssertAsync(
        "its certificate is for another host name", Issuing, _issuing.Issue(_server, isAuthority: false, address: "127.0.0.2"));

    private static string EndsWith(string last, string issuer) =>
        $"its chain ends with CN={last}, and the issuer (CN={issuer}) is not known here: "
        + "its certificate authority is not trusted here, or it does not send all intermediate certificates";

    private static string Expired(X509Certificate2 intermediate) =>
        $"the certificate of its issuer (CN=issuing) expired at {Rfc3339.Of(intermediate.NotAfter)}; is the clock right?";

    private async Task AssertAsync(string? reason, X509Certificate2 anchor, X509Certificate2 leaf, params X509Certificate2[] intermediates)
    {
        await using var server = await FakeResponder.StartAsync([Answer.Json(200, SignedFeeds.Good)], leaf, [.. intermediates]);
        var caFile = _folder.Write("ca.pem", anchor.ExportCertificatePem());
        var feed = $"https://127.0.0.1:{server.Port}/feed.json";
        string[] arguments = ["--cluster-dump", ClientRun.Dump, "--feed", feed, "--ca-file", caFile];
        Dictionary<string, string> bundle = new() { ["SECURITY_RESPONDER_CA_BUNDLE"] = caFile };

        var run = await ClientRun.InAsync(bundle, new AutoAdvancingTime(90), arguments);

        Assert.Equal(reason is null ? null : "TLS failed: " + reason, run.Log.FirstOrDefault(line => line["event"] == "210")?["reason"]);
        Assert.Equal(reason is null, await IsAcceptedByCurlAsync(caFile, feed));
    }

    private static async Task<bool> IsAcceptedByCurlAsync(string caFile, string address)
    {
        string[] arguments =
            ["--silent", "--noproxy", "*", "--output", "/dev/null", "--cacert", caFile, "--capath", "/nonexistent", address];
        using var curl = Process.Start("curl", arguments);
        await curl.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Contains(curl.ExitCode, (int[])[0, 60]);
        return curl.ExitCode == 0;
    }
}
