namespace SecurityResponder.Protocol;

/// <summary>A value on the wire is not what belongs there; caught where the document is read.</summary>
internal sealed class WireFormatException(string path, string expected) : Exception($"{path}: expected {expected}")
{
    /// <summary>Where.</summary>
    public string Path => path;

    /// <summary>What belongs there.</summary>
    public string Expected => expected;
}
