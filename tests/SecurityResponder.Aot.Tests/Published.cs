using System.Runtime.InteropServices;

namespace SecurityResponder.Aot.Tests;

/// <summary>What <c>make build build-arm64 image</c> left: the tests run the files that users get, and fail where there are none.</summary>
internal static class Published
{
    /// <summary>The folder of the repository.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The client for this machine.</summary>
    public static string Client => Existing("bin/security-responder", "make build");

    /// <summary>The server for this machine.</summary>
    public static string Server => Existing("bin/security-responder-server", "make build");

    /// <summary>The tool that makes feeds, for this machine.</summary>
    public static string FeedTool => Existing("bin/security-responder-feed", "make build");

    /// <summary>The client for the other architecture, arm64, which only an amd64 machine builds.</summary>
    public static string Arm64Client
    {
        get
        {
            Assert.SkipUnless(RuntimeInformation.OSArchitecture == Architecture.X64, "arm64 is the other architecture only on amd64");
            return Existing("bin/security-responder-arm64", "make build-arm64");
        }
    }

    /// <summary>The architectures that the server's image is for; SERVER_ARCHITECTURES of <c>make</c> can name fewer.</summary>
    public static IReadOnlyList<string> ServerArchitectures { get; } =
        (Environment.GetEnvironmentVariable("SERVER_ARCHITECTURES") ?? "amd64 arm64").Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The server for arm64.</summary>
    public static string Arm64Server => Existing("bin/security-responder-server-arm64", "make build-arm64");

    /// <summary>The client's image for both architectures, an OCI archive.</summary>
    public static string Image => Existing("artifacts/image.tar", "make image");

    /// <summary>The responder's image for both architectures, an OCI archive.</summary>
    public static string ServerImage => Existing("artifacts/server-image.tar", "make image");

    /// <summary>The version that was stamped when the files were published, for example <c>v0.1.0-3-gabc1234</c>.</summary>
    public static string Version => File.ReadAllText(Existing("bin/VERSION", "make build")).TrimEnd('\n');

    /// <summary>The shipped sample of a feed.</summary>
    public static string SampleFeed => Existing("samples/feed.json", "git checkout");

    /// <summary>The shipped sample of a cluster, for runs that are about something else.</summary>
    public static string SampleDump => Existing("samples/cluster-dump.txt", "git checkout");

    private static string Existing(string file, string how)
    {
        string path = Path.Combine(Root, file);
        Assert.True(File.Exists(path), $"{file} is missing: run {how}");
        return path;
    }

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "SecurityResponder.slnx")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No SecurityResponder.slnx above {AppContext.BaseDirectory}");
    }
}
