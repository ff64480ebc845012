using SecurityResponder.Client.Settings;

namespace SecurityResponder.Client.Http;

/// <summary>The proxy that <c>HTTPS_PROXY</c>, <c>HTTP_PROXY</c> and <c>NO_PROXY</c> name; .NET reads them, once.</summary>
internal static class Proxy
{
    private static readonly string[] Variables = ["HTTPS_PROXY", "https_proxy", "http_proxy", "ALL_PROXY", "all_proxy"];

    /// <summary>Refuses what .NET would silently ignore: then the report would go past the proxy that the operator wants it to take.</summary>
    /// <exception cref="InvalidSettingsException">A variable holds no address of a proxy.</exception>
    public static void Check(Func<string, string?> environment)
    {
        foreach (var variable in Variables)
        {
            if (environment(variable) is { Length: > 0 } value && !IsAddress(value.Contains("://", StringComparison.Ordinal) ? value : "http://" + value))
            {
                throw new InvalidSettingsException($"{variable} is no address of a proxy, expected http://HOST:PORT");
            }
        }
    }

    /// <summary>The proxy on the way to an address, as <c>host:port</c>.</summary>
    /// <returns>Null when the way is direct.</returns>
    public static string? For(Uri address) =>
        HttpClient.DefaultProxy.IsBypassed(address) ? null : HttpClient.DefaultProxy.GetProxy(address)?.Authority;

    private static bool IsAddress(string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out var address) && address.Host.Length > 0 && address.Scheme is "http" or "https" or "socks4" or "socks4a" or "socks5";
}
