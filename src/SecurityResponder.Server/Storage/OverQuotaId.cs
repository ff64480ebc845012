using System.Buffers.Binary;

namespace SecurityResponder.Server.Storage;

/// <summary>Ids of reports over the quota of their cluster. Of these, the newest of each cluster and day replaces the others.</summary>
/// <remarks>
/// A UUIDv8 (<see href="https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-8"/>). Its first 12 bytes are the day and the cluster, its
/// last four the time of day in units of 20 µs: the older reports of the same cluster and day are a range of ids. It begins with the last
/// millisecond of its day, so that it is greater than the ids (UUIDv7) of the reports within the quota, which came before it.
/// </remarks>
internal static class OverQuotaId
{
    private const int Length = 16, TimeOffset = 12;
    private const int TicksOfUnit = 202;
    private const byte Version = 0x80, Variant = 0x80;

    /// <summary>Creates an id.</summary>
    /// <param name="cluster">The id of the cluster as it is stored, a keyed hash.</param>
    /// <param name="isDevelopment">Whether a development build sent the report: it is counted apart from others of the cluster.</param>
    /// <param name="receivedAt">The time when the report came.</param>
    public static byte[] Of(ReadOnlySpan<byte> cluster, bool isDevelopment, DateTimeOffset receivedAt)
    {
        var id = new byte[Length];
        var time = receivedAt.UtcDateTime;
        var dayEnd = new DateTimeOffset(time.Date, TimeSpan.Zero).AddDays(1).ToUnixTimeMilliseconds() - 1;
        BinaryPrimitives.WriteInt64BigEndian(id, dayEnd << 16);
        cluster[..6].CopyTo(id.AsSpan(6));
        id[6] = (byte)(Version | (id[6] & 0x0F));
        id[8] = (byte)(Variant | (id[8] & 0x3F));
        id[11] = (byte)((id[11] & 0xFE) | (isDevelopment ? 1 : 0));
        BinaryPrimitives.WriteUInt32BigEndian(id.AsSpan(TimeOffset), (uint)(time.TimeOfDay.Ticks / TicksOfUnit));
        return id;
    }

    /// <summary>Whether an id is that of a report over quota.</summary>
    public static bool IsOverQuota(ReadOnlySpan<byte> id) => (id[6] & 0xF0) == Version;

    /// <summary>Returns the smallest id of the same cluster and day.</summary>
    public static byte[] FirstOfDay(ReadOnlySpan<byte> id)
    {
        var first = id.ToArray();
        first.AsSpan(TimeOffset).Clear();
        return first;
    }
}
