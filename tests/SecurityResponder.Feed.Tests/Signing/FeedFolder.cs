using System.Security.Cryptography;

namespace SecurityResponder.Feed.Tests.Signing;

/// <summary>A temporary folder with a feed and a key pair.</summary>
internal sealed class FeedFolder : IDisposable
{
    /// <summary>The smallest valid feed.</summary>
    public const string Feed = """{ "schemaVersion": "1.0", "generated": "2026-11-29T06:00:00Z", "versions": [], "advisories": [] }""";

    // In lower case: buildah makes the name of an image from it.
    private readonly DirectoryInfo _folder =
        Directory.CreateDirectory(System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"security-responder-feed-{Guid.NewGuid():n}"));

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public FeedFolder()
    {
        Write("feed.json", Feed);
        Write("test.key", _key.ExportPkcs8PrivateKeyPem());
        Write("test.pub", _key.ExportSubjectPublicKeyInfoPem());
    }

    public string Path => _folder.FullName;

    public ECDsa Key => _key;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public string Write(string name, string text)
    {
        File.WriteAllText(this[name], text);
        return this[name];
    }

    /// <summary>Runs the program.</summary>
    public static Outcome Run(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exitCode = Program.Run(arguments, output, error);
        return new Outcome(exitCode, output.ToString(), error.ToString());
    }

    public void Dispose()
    {
        _key.Dispose();
        _folder.Delete(recursive: true);
    }

    /// <summary>What the program printed.</summary>
    internal sealed record Outcome(int ExitCode, string Output, string Error);
}
