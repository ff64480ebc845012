using System.Runtime.CompilerServices;
using System.Text.Json;

namespace SecurityResponder.Feed.Tests;

/// <summary>The read-only material beside the checkout; a user's clone does not have it.</summary>
internal static class SharedData
{
    private static readonly string Root = Path.GetFullPath(Path.Combine(Here(), "../../../shared"));

    /// <summary>A file or folder; the test is skipped where it is absent.</summary>
    public static string At(string path)
    {
        var full = Path.Combine(Root, path);
        Assert.SkipUnless(Path.Exists(full), $"../shared/{path} is not there");
        return full;
    }

    /// <summary>The parsed file; the test is skipped where it is absent.</summary>
    public static JsonElement Json(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(At(path)));
        return document.RootElement.Clone();
    }

    /// <summary>A file of this repository.</summary>
    public static string Repository(string path) => Path.GetFullPath(Path.Combine(Here(), "../..", path));

    /// <summary>The options of <c>build</c> that name all shared sources.</summary>
    public static string[] Sources =>
    [
        "--release-notes", At("data/rke2/release-notes"),
        "--channels", At("data/rke2/channels.yaml"),
        "--support", At("data/kubernetes/eol.yaml"), At("data/kubernetes/schedule-recent.yaml"),
        "--osv", At("data/osv"), At("data/ghsa"), At("data/kubernetes/cve-osv"),
        "--cve", At("data/cve"),
        "--kev", At("data/kev/known_exploited_vulnerabilities.json"),
        "--vex", At("data/vex"),
        "--curation", Repository("curation.yaml"),
    ];

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
