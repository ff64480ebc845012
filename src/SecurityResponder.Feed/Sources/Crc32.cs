namespace SecurityResponder.Feed.Sources;

/// <summary>The checksum of zip archives (<see href="https://www.rfc-editor.org/rfc/rfc1952#section-8"/>). .NET does not verify it when
/// it unpacks an entry.</summary>
internal static class Crc32
{
    private const uint Polynomial = 0xEDB88320;

    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(one => Remainder((uint)one))];

    /// <summary>The checksum of more bytes.</summary>
    /// <param name="checksum">That of the bytes before them; 0 at the beginning.</param>
    /// <param name="bytes">The bytes.</param>
    public static uint Append(uint checksum, ReadOnlySpan<byte> bytes)
    {
        var rest = ~checksum;
        foreach (var one in bytes)
        {
            rest = Table[(byte)rest ^ one] ^ (rest >> 8);
        }

        return ~rest;
    }

    private static uint Remainder(uint value)
    {
        for (var bit = 0; bit < 8; bit++)
        {
            value = (value & 1) == 0 ? value >> 1 : (value >> 1) ^ Polynomial;
        }

        return value;
    }
}
