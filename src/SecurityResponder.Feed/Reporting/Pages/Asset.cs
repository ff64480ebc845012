namespace SecurityResponder.Feed.Reporting.Pages;

/// <summary>A file that pages use, embedded in the program: pages load nothing from other hosts.</summary>
internal static class Asset
{
    private const string Prefix = "report/";

    /// <summary>The names of the files, e.g. <c>style.css</c>.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. typeof(Asset).Assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name => name[Prefix.Length..]).Order(StringComparer.Ordinal),
    ];

    /// <summary>The content of a file.</summary>
    public static byte[] Read(string name)
    {
        using var stream = typeof(Asset).Assembly.GetManifestResourceStream(Prefix + name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
