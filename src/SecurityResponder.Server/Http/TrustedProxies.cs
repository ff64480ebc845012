using System.Net;

namespace SecurityResponder.Server.Http;

/// <summary>The proxies whose word counts: what they say of a connection (<c>X-Forwarded-For</c>, <c>X-Forwarded-Proto</c>) is taken, what
/// anybody else says is not looked at.</summary>
internal sealed class TrustedProxies(IReadOnlyList<IPNetwork> networks)
{
    // Proxies in a row; what comes after them was written by the client.
    private const int MaxProxies = 8;

    /// <summary>The client's address: the last one in the chain that is no trusted proxy. Null when nothing tells it.</summary>
    public IPAddress? Client(HttpContext context)
    {
        var address = Plain(context.Connection.RemoteIpAddress);
        if (networks.Count == 0 || !IsTrusted(address))
        {
            return address;
        }

        var chain = context.Request.Headers["X-Forwarded-For"].ToString().Split(',', StringSplitOptions.TrimEntries);
        for (var i = chain.Length - 1; i >= 0 && i >= chain.Length - MaxProxies; i--)
        {
            if (!IPEndPoint.TryParse(chain[i], out var named))
            {
                return address;
            }

            address = Plain(named.Address);
            if (!IsTrusted(address))
            {
                return address;
            }
        }

        return address;
    }

    /// <summary>Whether the client's connection is known to be by TLS: a trusted proxy says so, the nearest one's word counts.</summary>
    public bool IsHttps(HttpContext context) =>
        HandedOn(context)
        && context.Request.Headers["X-Forwarded-Proto"].ToString().Split(',')[^1].Trim().Equals("https", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a trusted proxy handed the request on, so that the client's address means something.</summary>
    public bool HandedOn(HttpContext context) => networks.Count > 0 && IsTrusted(Plain(context.Connection.RemoteIpAddress));

    private bool IsTrusted(IPAddress? address)
    {
        if (address is null)
        {
            return false;
        }

        foreach (var network in networks)
        {
            if (network.Contains(address))
            {
                return true;
            }
        }

        return false;
    }

    private static IPAddress? Plain(IPAddress? address) => address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;
}
