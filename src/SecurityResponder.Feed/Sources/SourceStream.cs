using System.Security.Cryptography;

namespace SecurityResponder.Feed.Sources;

/// <summary>A file of a source while it is read. It limits the size and computes the digest.</summary>
/// <param name="name">Where it is, for messages: a path, or <c>archive.zip!folder/entry.json</c>.</param>
/// <param name="content">The content; disposed with this object.</param>
/// <param name="limit">The largest size.</param>
/// <param name="crc32">The checksum that the whole content must have; null when it is unknown.</param>
internal sealed class SourceStream(string name, Stream content, SizeLimit limit, uint? crc32 = null) : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _length;
    private uint _checksum;

    /// <summary>Where it is.</summary>
    public string Name => name;

    /// <summary>Number of bytes that were read so far.</summary>
    public long Length => _length;

    /// <summary>SHA-256 of what was read so far, 64 hexadecimal digits.</summary>
    public string Sha256 => Convert.ToHexStringLower(_hash.GetCurrentHash());

    /// <summary>Fills a buffer.</summary>
    /// <returns>The number of bytes; less than the buffer's length only at the end.</returns>
    /// <exception cref="InvalidSourceException">The file cannot be read, is damaged or too large, or is a Git LFS pointer.</exception>
    public int Read(Span<byte> buffer)
    {
        var count = Fill(buffer);
        if (_length == 0 && buffer[..count].StartsWith("version https://git-lfs"u8))
        {
            throw InvalidSourceException.Of(name, "the file is a Git LFS pointer; git lfs pull fetches the content");
        }

        _length += count;
        if (_length > limit.MaxBytes)
        {
            throw InvalidSourceException.Of(name, limit.Sentence);
        }

        _hash.AppendData(buffer[..count]);
        if (crc32 is not null)
        {
            CheckSum(buffer[..count], isEnd: count < buffer.Length);
        }

        return count;
    }

    /// <summary>The whole content.</summary>
    /// <exception cref="InvalidSourceException">The file cannot be read, exceeds the limit, or is a Git LFS pointer.</exception>
    public SourceFile ReadAll()
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[32 << 10];
        for (int count; (count = Read(buffer)) > 0;)
        {
            bytes.Write(buffer, 0, count);
        }

        return new SourceFile(name, bytes.ToArray());
    }

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        _hash.Dispose();
        content.Dispose();
    }

    private void CheckSum(ReadOnlySpan<byte> bytes, bool isEnd)
    {
        _checksum = Crc32.Append(_checksum, bytes);
        if (isEnd && _checksum != crc32)
        {
            throw InvalidSourceException.Of(name, "the entry is damaged: its checksum does not match");
        }
    }

    private int Fill(Span<byte> buffer)
    {
        try
        {
            return content.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        }
        catch (InvalidDataException)
        {
            throw InvalidSourceException.Of(name, "the content cannot be unpacked");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw InvalidSourceException.Of(name, "the file cannot be read");
        }
    }
}
