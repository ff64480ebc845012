using System.Buffers.Binary;
using System.Net;
using System.Text;

namespace SecurityResponder.Server.Tests.Checks;

/// <summary>Writes a small MaxMind database (<see href="https://maxmind.github.io/MaxMind-DB/"/>), IPv6 with IPv4 at its place
/// <c>::/96</c>.</summary>
internal sealed class CountryDatabase
{
    private const int Empty = -1;

    private readonly List<int[]> _nodes = [[Empty, Empty]];
    private readonly List<byte> _data = [];

    /// <summary>The bytes of a database in which each network is in a country.</summary>
    public static byte[] Of(params (string Network, string Country)[] places)
    {
        var database = new CountryDatabase();
        foreach (var (network, country) in places)
        {
            database.Add(IPNetwork.Parse(network), country);
        }

        return database.ToArray();
    }

    private void Add(IPNetwork network, string country)
    {
        var isIpv4 = network.BaseAddress.GetAddressBytes().Length == 4;
        var bytes = isIpv4 ? [.. new byte[12], .. network.BaseAddress.GetAddressBytes()] : network.BaseAddress.GetAddressBytes();
        var length = network.PrefixLength + (isIpv4 ? 96 : 0);
        var node = 0;
        for (var i = 0; i < length; i++)
        {
            var side = (bytes[i / 8] >> (7 - (i % 8))) & 1;
            if (i == length - 1)
            {
                // Below zero: the place of a record; the number of nodes, which it is counted from, is not known yet.
                _nodes[node][side] = -2 - _data.Count;
            }
            else
            {
                if (_nodes[node][side] < 0)
                {
                    _nodes.Add([Empty, Empty]);
                    _nodes[node][side] = _nodes.Count - 1;
                }

                node = _nodes[node][side];
            }
        }

        _data.AddRange(Map(("country", Map(("iso_code", Text(country)))), ("names", Map(("en", Text("somewhere"))))));
    }

    private byte[] ToArray()
    {
        var tree = _nodes.SelectMany(node => node.SelectMany(Record));
        var metadata = Map(
            ("binary_format_major_version", Number(5, 2)), ("binary_format_minor_version", Number(5, 0)), ("build_epoch", Number(9, 1)),
            ("database_type", Text("Test-Country")), ("description", Map()), ("ip_version", Number(5, 6)), ("languages", [0x00, 0x04]),
            ("node_count", Number(6, _nodes.Count)), ("record_size", Number(5, 24)));
        return [.. tree, .. new byte[16], .. _data, 0xAB, 0xCD, 0xEF, .. "MaxMind.com"u8, .. metadata];
    }

    private byte[] Record(int value)
    {
        var number = value == Empty ? _nodes.Count : value < Empty ? _nodes.Count + 16 + (-2 - value) : value;
        return [(byte)(number >> 16), (byte)(number >> 8), (byte)number];
    }

    private static byte[] Map(params (string Key, byte[] Value)[] entries) =>
        [(byte)(0xE0 | entries.Length), .. entries.SelectMany(entry => (byte[])[.. Text(entry.Key), .. entry.Value])];

    private static byte[] Text(string text) => [(byte)(0x40 | text.Length), .. Encoding.UTF8.GetBytes(text)];

    // Unsigned numbers of 16, 32 and 64 bits are types 5, 6 and 9; types from 8 are written in a second byte, less 7.
    private static byte[] Number(int type, int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        var size = type == 5 ? 2 : 4;
        return [.. type < 8 ? [(byte)((type << 5) | size)] : new[] { (byte)size, (byte)(type - 7) }, .. bytes[(4 - size)..]];
    }
}
