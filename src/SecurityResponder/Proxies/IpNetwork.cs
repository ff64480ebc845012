using System.Globalization;
using System.Net;

namespace SecurityResponder.Proxies;

/// <summary>An IP network, or a single address, which is a network of one.</summary>
/// <param name="Start">The bytes of an address in it.</param>
/// <param name="PrefixBits">The number of bits that all its addresses share.</param>
internal sealed record IpNetwork(byte[] Start, int PrefixBits)
{
    /// <summary>Whether it is an address of this machine: 127.0.0.0/8 or ::1.</summary>
    public bool IsLoopback => IPAddress.IsLoopback(new IPAddress(Start));

    /// <summary>Reads a network in CIDR notation (<see href="https://www.rfc-editor.org/rfc/rfc4632#section-3.1"/>); bits behind the prefix
    /// are ignored.</summary>
    /// <returns>Null for other texts.</returns>
    public static IpNetwork? Parse(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0
            || Address(text[..slash]) is not { } address
            || !int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var bits))
        {
            return null;
        }

        // The first 96 bits of an IPv4 address in IPv6 notation are those of ::ffff:0:0/96.
        bits -= text.Contains(':') && address.Start.Length == 4 ? 96 : 0;
        return bits >= 0 && bits <= address.PrefixBits ? address with { PrefixBits = bits } : null;
    }

    /// <summary>Reads an IPv4 address of four decimal numbers or an IPv6 address. An IPv4 address in an IPv6 address is an IPv4
    /// address.</summary>
    /// <returns>Null for other texts, also for those that only .NET reads as addresses, such as <c>10.1</c> and <c>[::1]</c>.</returns>
    public static IpNetwork? Address(string text)
    {
        if (!IPAddress.TryParse(text, out var address)
            || (text.Contains(':') ? text.AsSpan().ContainsAny("[]%") : address.ToString() != text))
        {
            return null;
        }

        var bytes = (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).GetAddressBytes();
        return new(bytes, bytes.Length * 8);
    }

    /// <summary>Whether an address belongs to the network.</summary>
    public bool Contains(IpNetwork address)
    {
        var isSame = address.Start.Length == Start.Length;
        for (var bit = 0; isSame && bit < PrefixBits; bit++)
        {
            isSame = ((address.Start[bit / 8] ^ Start[bit / 8]) & (0x80 >> (bit % 8))) == 0;
        }

        return isSame;
    }
}
