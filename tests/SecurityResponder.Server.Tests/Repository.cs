namespace SecurityResponder.Server.Tests;

/// <summary>Files of the repository, found from wherever the tests run.</summary>
internal static class Repository
{
    private static readonly string Root = FindRoot();

    public static string SampleFeed => Path.Combine(Root, "samples", "feed.json");

    /// <summary>The native responder of <c>make build</c>; it need not be there.</summary>
    public static string NativeResponder => Path.Combine(Root, "bin", "security-responder-server");

    public static string Requests => Path.Combine(Root, "tests", "vectors", "requests");

    /// <summary>Files in the shape of those that Longhorn's upgrade-responder is set up with.</summary>
    public static string LonghornConfig => Path.Combine(Root, "tests", "vectors", "longhorn", "response-config.json");

    public static string LonghornSchema => Path.Combine(Root, "tests", "vectors", "longhorn", "request-schema.json");

    public static string Screenshots => Path.Combine(Root, "docs", "screenshots");

    public static string ResponderDocument => Path.Combine(Root, "docs", "responder.md");

    public static string OpenApiDocument => Path.Combine(Root, "docs", "openapi.json");

    /// <summary>The recommended nginx in front of a responder.</summary>
    public static string NginxConfiguration => Path.Combine(Root, "docs", "nginx.conf");

    public static string Dashboard => Path.Combine(Root, "docs", "grafana", "clusters.json");

    private static string FindRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "SecurityResponder.slnx")))
        {
            directory = directory.Parent;
        }

        return directory?.FullName ?? throw new InvalidOperationException($"no SecurityResponder.slnx above {AppContext.BaseDirectory}");
    }
}
