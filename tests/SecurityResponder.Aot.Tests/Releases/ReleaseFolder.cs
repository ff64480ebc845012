using SecurityResponder.Fakes;

[assembly: AssemblyFixture(typeof(SecurityResponder.Aot.Tests.Releases.ReleaseFolder))]

namespace SecurityResponder.Aot.Tests.Releases;

/// <summary>
/// What <c>make release-dry-run</c> makes of the programs that <c>make image</c> built, without the programs themselves: images, charts,
/// SBOMs, provenance, checksums and signatures. The first test that asks for it makes it.
/// </summary>
public sealed class ReleaseFolder : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly SemaphoreSlim _gate = new(1);
    private bool _made;

    /// <summary>The programs that have an SBOM here, each with its architecture.</summary>
    public static TheoryData<string, string> Programs =>
    [
        ("client", "amd64"), ("client", "arm64"), ("feed", "amd64"),
        .. Published.ServerArchitectures.Select(architecture => ("server", architecture)),
    ];

    /// <summary>The folder of the release.</summary>
    internal string Folder => Path.Combine(_folder.Path, "release");

    /// <summary>The version, and the key that signs.</summary>
    internal IReadOnlyDictionary<string, string> Variables => new Dictionary<string, string>
    {
        ["VERSION"] = Published.Version,
        ["COSIGN_KEY"] = Path.Combine(_folder.Path, "cosign.key"),
        ["COSIGN_PASSWORD"] = "",
    };

    /// <summary>The path of an SBOM.</summary>
    internal string Sbom(string program, string architecture) =>
        Path.Combine(Folder, $"security-responder{(program == "client" ? "" : "-" + program)}-linux-{architecture}.cdx.json");

    /// <summary>Makes the release, once. Skips the test where a tool is missing.</summary>
    internal async Task MakeAsync()
    {
        Command.Needs("jq");
        Script.Tool("helm");
        await _gate.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            if (!_made)
            {
                await MakeOnceAsync(Script.Tool("cosign"));
                _made = true;
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose()
    {
        _gate.Dispose();
        _folder.Dispose();
    }

    private async Task MakeOnceAsync(string cosign)
    {
        string[] key = ["--chdir", _folder.Path, cosign, "generate-key-pair"];
        (await Script.EnvAsync(Variables, key)).Succeeded();
        Directory.CreateDirectory(Folder);
        foreach (var (program, architecture) in Programs.Select(row => row.Data))
        {
            (await Script.RunAsync("sbom.sh", Variables, program, architecture, Sbom(program, architecture))).Succeeded();
        }

        (await Script.RunAsync("release-oci.sh", Variables, Folder, Published.SampleFeed)).Succeeded();
        var provenance = await Script.RunAsync("provenance.sh", Variables, Folder);
        await File.WriteAllTextAsync(
            Path.Combine(Folder, "provenance.json"), provenance.Succeeded().Output, TestContext.Current.CancellationToken);
        (await Script.RunAsync("release-sign.sh", Variables, Folder)).Succeeded();
    }
}
