using System.Globalization;

namespace SecurityResponder.Proxies;

/// <summary>The hosts in <c>NO_PROXY</c>, as Go's programs understand them
/// (<see href="https://pkg.go.dev/golang.org/x/net/http/httpproxy#Config"/>). Kubernetes, RKE2 and Rancher document this form.</summary>
/// <param name="list">Entries separated by commas: <c>*</c>, an IP address, a network such as <c>10.42.0.0/16</c>, a domain with its
/// subdomains, or <c>.domain</c> for its subdomains only. An address and a domain can have a port.</param>
internal sealed class NoProxyList(string list)
{
    private readonly string[] _entries =
        list.ToLowerInvariant().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Whether requests to an address bypass the proxy. Those to this machine always do.</summary>
    public bool Contains(Uri address)
    {
        var host = address.IdnHost;
        var ip = IpNetwork.Address(host.Split('%')[0]);
        return host == "localhost"
            || ip is { IsLoopback: true }
            || Array.Exists(_entries, entry => Matches(entry, host, ip, address.Port));
    }

    private static bool Matches(string entry, string host, IpNetwork? ip, int port)
    {
        if (IpNetwork.Parse(entry) is { } network)
        {
            return ip is not null && network.Contains(ip);
        }

        var (name, entryPort) = SplitPort(entry);
        if (entryPort.Length > 0 && entryPort != port.ToString(CultureInfo.InvariantCulture))
        {
            return false;
        }

        return IpNetwork.Address(name) is { } address ? ip is not null && address.Contains(ip) : entry == "*" || IsDomainOf(name, host);
    }

    private static bool IsDomainOf(string entry, string host)
    {
        var domain = Ascii(entry.StartsWith("*.", StringComparison.Ordinal) ? entry[1..] : entry);
        return domain is ['.', ..] ? host.EndsWith(domain, StringComparison.Ordinal)
            : domain.Length > 0 && (host == domain || host.EndsWith("." + domain, StringComparison.Ordinal));
    }

    // `host:port` or `[IPv6]:port`. Go does not understand brackets without a port: such an entry matches nothing.
    private static (string Host, string Port) SplitPort(string entry)
    {
        var colon = entry.LastIndexOf(':');
        var isBracketed = entry is ['[', ..] && colon > 0 && entry[colon - 1] == ']';
        return isBracketed ? (entry[1..(colon - 1)], entry[(colon + 1)..])
            : colon >= 0 && colon == entry.IndexOf(':', StringComparison.Ordinal) ? (entry[..colon], entry[(colon + 1)..])
            : (entry, "");
    }

    private static string Ascii(string domain)
    {
        try
        {
            return domain is ['.', ..] ? "." + new IdnMapping().GetAscii(domain[1..])
                : domain.Length > 0 ? new IdnMapping().GetAscii(domain)
                : domain;
        }
        catch (ArgumentException)
        {
            return domain;
        }
    }
}
