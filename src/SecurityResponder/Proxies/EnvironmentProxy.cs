using System.Net;

namespace SecurityResponder.Proxies;

/// <summary>The proxies in <c>HTTPS_PROXY</c>, <c>HTTP_PROXY</c> and <c>ALL_PROXY</c>, and the exceptions in <c>NO_PROXY</c>; each also in
/// lower case. An empty variable counts as unset.</summary>
public sealed class EnvironmentProxy : IWebProxy, ICredentials
{
    private readonly Uri? _https;
    private readonly Uri? _http;
    private readonly NoProxyList _exceptions;

    /// <summary>Reads the variables.</summary>
    /// <param name="environment">Returns the value of a variable; null for none.</param>
    /// <exception cref="FormatException">A variable is not the address of a proxy. The message names the variable and does not contain its
    /// value, which can have a password.</exception>
    public EnvironmentProxy(Func<string, string?> environment)
    {
        var all = Read(environment, "ALL_PROXY");
        _https = Read(environment, "HTTPS_PROXY") ?? all;
        _http = Read(environment, "HTTP_PROXY") ?? all;
        _exceptions = new NoProxyList(Variable(environment, "NO_PROXY").Value ?? "");
    }

    /// <summary>The provider of user name and password for the proxy: this object.</summary>
    public ICredentials? Credentials
    {
        get => this;
        set => throw new NotSupportedException();
    }

    /// <summary>Returns the proxy for an address as <c>host:port</c>, without user name and password.</summary>
    /// <returns>Null for a direct connection.</returns>
    public string? For(Uri address) => GetProxy(address)?.Authority;

    /// <inheritdoc/>
    public Uri? GetProxy(Uri destination) =>
        Of(destination) is { } proxy && !_exceptions.Contains(destination)
            ? new Uri(proxy.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped))
            : null;

    /// <inheritdoc/>
    public bool IsBypassed(Uri host) => GetProxy(host) is null;

    /// <inheritdoc/>
    public NetworkCredential? GetCredential(Uri uri, string authType) =>
        Credential(_https, uri) ?? Credential(_http, uri);

    private static NetworkCredential? Credential(Uri? proxy, Uri uri)
    {
        if (proxy is null or { UserInfo: "" } || proxy.Authority != uri.Authority)
        {
            return null;
        }

        var parts = proxy.UserInfo.Split(':', 2);
        return new(Uri.UnescapeDataString(parts[0]), parts.Length == 2 ? Uri.UnescapeDataString(parts[1]) : "");
    }

    private Uri? Of(Uri destination) => destination.Scheme == "https" ? _https : _http;

    private static (string Name, string? Value) Variable(Func<string, string?> environment, string name)
    {
        var lower = name.ToLowerInvariant();
        return environment(name) is { Length: > 0 } value ? (name, value) : (lower, environment(lower));
    }

    private static Uri? Read(Func<string, string?> environment, string variable)
    {
        var (name, value) = Variable(environment, variable);
        if (string.IsNullOrEmpty(value))
        {
            return null;
        }

        // With socks5, .NET lets the proxy resolve names, which is what socks5h means.
        var text = value.Contains("://", StringComparison.Ordinal) ? value.Replace("socks5h:", "socks5:", StringComparison.Ordinal)
            : "http://" + value;
        return Uri.TryCreate(text, UriKind.Absolute, out var address)
            && address.Host.Length > 0
            && address.Scheme is "http" or "https" or "socks4" or "socks4a" or "socks5"
                ? address
                : throw new FormatException($"{name} is not the address of a proxy, expected http://HOST:PORT");
    }
}
