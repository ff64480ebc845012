namespace SecurityResponder.Protocol;

/// <summary>The version of the shape of answers and feeds: a new minor only adds, a new major may mean something else by the same words.</summary>
internal static class SchemaVersion
{
    /// <summary>What belongs there.</summary>
    public const string Expected = "1 or 1.x; what came is of another major version, which this program does not know: update it";

    /// <summary>Whether a document of that version can be read here; one that does not say is of the first, as Longhorn's are.</summary>
    public static bool IsUnderstood(string? version) => version is null or "1" || version.StartsWith("1.", StringComparison.Ordinal);
}
