using System.Security.Cryptography;
using System.Text;

namespace SecurityResponder.Feed.Sources;

/// <summary>One file of a source.</summary>
/// <param name="Name">Where it is, for messages: a path, or <c>archive.zip!folder/entry.json</c>.</param>
/// <param name="Bytes">Its content.</param>
internal sealed record SourceFile(string Name, byte[] Bytes)
{
    private const int ByteOrderMarkLength = 3;

    /// <summary>SHA-256 of the content, 64 hexadecimal digits.</summary>
    public string Sha256 => Convert.ToHexStringLower(SHA256.HashData(Bytes));

    /// <summary>The content without a byte order mark.</summary>
    public ReadOnlySpan<byte> Utf8 => Bytes.AsSpan(Bytes.AsSpan().StartsWith("\uFEFF"u8) ? ByteOrderMarkLength : 0);

    /// <summary>The content as text.</summary>
    public string Text => Encoding.UTF8.GetString(Utf8);

    /// <summary>A fault at a line of this file.</summary>
    /// <param name="line">From 1; null when the fault is not at a line.</param>
    /// <param name="expected">What was expected.</param>
    public InvalidSourceException Fault(long? line, string expected) => InvalidSourceException.At(Name, line, expected);
}
