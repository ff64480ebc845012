namespace SecurityResponder.Protocol;

/// <summary>The version of the format of answers and feeds. A new minor version only adds; a new major version may change the
/// meaning.</summary>
internal static class SchemaVersion
{
    /// <summary>The supported versions, for error messages.</summary>
    public const string Expected = "1 or 1.x; this document has another major version, which needs a newer version of this program";

    /// <summary>Whether this program can read a version. Documents without a version, such as Longhorn's, are version 1.</summary>
    public static bool IsSupported(string? version) => version is null or "1" || version.StartsWith("1.", StringComparison.Ordinal);
}
