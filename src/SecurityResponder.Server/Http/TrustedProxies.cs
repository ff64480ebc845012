using System.Net;

namespace SecurityResponder.Server.Http;

/// <summary>The proxies whose <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c> are used. These headers from other addresses are
/// ignored.</summary>
internal sealed class TrustedProxies(IReadOnlyList<IPNetwork> networks)
{
    // The longest chain of proxies.
    private const int MaxProxies = 8;

    /// <summary>The client's address: the last address in the chain that is not a trusted proxy; null when it is unknown.</summary>
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

    /// <summary>Whether the nearest trusted proxy says that the client's connection uses TLS.</summary>
    public bool IsHttps(HttpContext context) =>
        IsForwarded(context)
        && context.Request.Headers["X-Forwarded-Proto"].ToString().Split(',')[^1].Trim()
            .Equals("https", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the request came through a trusted proxy, so that the client's address is known.</summary>
    public bool IsForwarded(HttpContext context) => networks.Count > 0 && IsTrusted(Plain(context.Connection.RemoteIpAddress));

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
