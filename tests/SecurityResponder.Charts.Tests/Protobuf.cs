using System.Text;

namespace SecurityResponder.Charts.Tests;

/// <summary>A length-delimited field of a protobuf message.</summary>
internal sealed record ProtobufField(int Number, byte[] Bytes);

/// <summary>As much of protobuf as Kubernetes' envelope needs.</summary>
internal static class Protobuf
{
    private static readonly byte[] Magic = [.. "k8s\0"u8];

    /// <summary>The length-delimited fields of a message; numbers are left out.</summary>
    public static List<ProtobufField> Read(byte[] message)
    {
        var fields = new List<ProtobufField>();
        for (var position = 0; position < message.Length;)
        {
            var tag = Number(message, ref position);
            var value = Number(message, ref position);
            if ((tag & 7) == 2)
            {
                fields.Add(new ProtobufField(tag >> 3, message[position..(position + value)]));
                position += value;
            }
        }

        return fields;
    }

    /// <summary>A length-delimited field.</summary>
    public static byte[] Field(int number, byte[] bytes) => [(byte)((number << 3) | 2), .. Number(bytes.Length), .. bytes];

    /// <summary>The object in Kubernetes' envelope.</summary>
    public static byte[] Unwrap(byte[] envelope) => Read(envelope[Magic.Length..]).First(field => field.Number == 2).Bytes;

    /// <summary>Puts an object of the core API into Kubernetes' envelope.</summary>
    public static byte[] Wrap(string kind, byte[] content) =>
    [
        .. Magic, .. Field(1, [.. Field(1, [.. "v1"u8]), .. Field(2, Encoding.UTF8.GetBytes(kind))]), .. Field(2, content),
    ];

    private static int Number(byte[] message, ref int position)
    {
        var number = 0;
        for (var shift = 0; ; shift += 7)
        {
            var part = message[position++];
            number |= (part & 0x7F) << shift;
            if (part < 0x80)
            {
                return number;
            }
        }
    }

    private static IEnumerable<byte> Number(int number)
    {
        for (; number >= 0x80; number >>= 7)
        {
            yield return (byte)(number | 0x80);
        }

        yield return (byte)number;
    }
}
