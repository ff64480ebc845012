using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace SecurityResponder.Feed.Tests.Signing;

/// <summary>The program cosign, installed by <c>make tools</c>.</summary>
internal static class Cosign
{
    public const string Password = "correct horse";

    // Without a log and without certificates. Otherwise cosign would fetch the ones of the public service.
    public const string EmptyTrustedRoot = """{ "mediaType": "application/vnd.dev.sigstore.trustedroot+json;version=0.1" }""";

    private static readonly string Root = System.IO.Path.GetFullPath(System.IO.Path.Combine(Here(), "../../.."));
    private static readonly string Path = System.IO.Path.Combine(Root, ".tools/cosign");

    /// <summary>Runs cosign in a folder and expects that it succeeds.</summary>
    public static async Task RunAsync(string folder, params string[] arguments)
    {
        var (exitCode, error) = await TryAsync(folder, arguments);
        Assert.True(exitCode == 0, error);
    }

    /// <summary>Runs cosign in a folder.</summary>
    public static Task<(int ExitCode, string Error)> TryAsync(string folder, params string[] arguments) =>
        StartAsync(Path, folder, arguments);

    /// <summary>Runs <c>build/feed-sign.sh</c> with a private key that cosign reads from its environment.</summary>
    public static Task<(int ExitCode, string Error)> ScriptAsync(string folder, string feed) =>
        StartAsync(System.IO.Path.Combine(Root, "build/feed-sign.sh"), folder, feed, "env://COSIGN_PRIVATE_KEY");

    private static async Task<(int ExitCode, string Error)> StartAsync(string program, string folder, params string[] arguments)
    {
        Assert.SkipUnless(File.Exists(Path), "cosign is not installed (make tools)");
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        start.Environment["COSIGN_PASSWORD"] = Password;
        start.Environment["COSIGN_PRIVATE_KEY"] = await PrivateKeyAsync(folder);
        start.Environment["HOME"] = folder;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await output;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, error);
    }

    private static async Task<string> PrivateKeyAsync(string folder)
    {
        var file = System.IO.Path.Combine(folder, "cosign.key");
        return File.Exists(file) ? await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken) : "";
    }

    private static string Here([CallerFilePath] string path = "") => System.IO.Path.GetDirectoryName(path)!;
}
