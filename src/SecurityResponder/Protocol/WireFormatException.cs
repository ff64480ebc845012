namespace SecurityResponder.Protocol;

/// <summary>A value in a document is not what was expected; caught where the document is read.</summary>
internal sealed class WireFormatException(string path, string expected) : Exception($"{path}: expected {expected}")
{
    /// <summary>The JSON path.</summary>
    public string Path => path;

    /// <summary>What was expected.</summary>
    public string Expected => expected;
}
