using SecurityResponder.Fakes;

namespace SecurityResponder.Client.Tests.Checking;

/// <summary>A private certificate authority, beside the public ones or alone.</summary>
public sealed class PrivateAuthorityTests : IDisposable
{
    private const string Broken = "-----BEGIN CERTIFICATE-----\nbm90IGEgY2VydGlmaWNhdGU=\n-----END CERTIFICATE-----\n";
    private const string NotBase64 = "-----BEGIN CERTIFICATE-----\n!!!!\n-----END CERTIFICATE-----\n";

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task The_CA_file_and_the_bundle_are_trusted_alone_and_together(bool byFlag, bool byBundle)
    {
        await using var responder = await FakeResponder.StartAsync([Answers.Good]);
        await using var other = await FakeResponder.StartAsync([Answers.Good]);
        var environment = new Dictionary<string, string>
        {
            ["SECURITY_RESPONDER_CA_BUNDLE"] = byBundle ? responder.CaFile : other.CaFile,
            ["SECURITY_RESPONDER_CA_FILE"] = byFlag ? responder.CaFile : other.CaFile,
        };

        var run = await ClientRun.InAsync(
            environment, new AutoAdvancingTime(),
            "--cluster-dump", ClientRun.Dump, "--endpoint", responder.Endpoint.AbsoluteUri, "--timeout", "50");

        Assert.Equal("data sent", run.Last.Message);
    }

    [Theory]
    [InlineData("", "has no PEM certificate")]
    [InlineData("a text without any certificate\n", "has no PEM certificate")]
    [InlineData(Broken, "is not a PEM file of certificates")]
    [InlineData(NotBase64, "has no PEM certificate")]
    [InlineData(null, "cannot be read")]
    public async Task A_CA_file_without_certificates_ends_the_run_before_anything_is_read_or_sent(string? text, string reason)
    {
        var path = Path.Combine(_folder.Path, "private-ca.pem");
        if (text is not null)
        {
            _folder.Write("private-ca.pem", text);
        }

        await using var api = await FakeApiServer.StartAsync(new TestCluster { Nodes = [TestNode.Server("s1")] });
        await using var responder = await FakeResponder.StartAsync([Answers.Good]);

        // A valid bundle does not replace the invalid file.
        var run = await ClientRun.InAsync(
            new(api.PodVariables()) { ["SECURITY_RESPONDER_CA_BUNDLE"] = responder.CaFile }, new AutoAdvancingTime(),
            "--endpoint", responder.Endpoint.AbsoluteUri, "--ca-file", path);

        Assert.Equal(2, run.ExitCode);
        var line = Assert.Single(run.Log);
        Assert.Equal(("error", "bad settings"), (line.Level, line.Message));
        Assert.Contains(path, line["reason"]);
        Assert.Contains(reason, line["reason"]);
        Assert.Empty(api.Requests.All);
        Assert.Empty(responder.Requests.All);
    }
}
