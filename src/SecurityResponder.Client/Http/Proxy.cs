using SecurityResponder.Client.Settings;

namespace SecurityResponder.Client.Http;

/// <summary>The proxy in <c>HTTPS_PROXY</c>, <c>HTTP_PROXY</c> and <c>NO_PROXY</c>. .NET reads these variables once.</summary>
internal static class Proxy
{
    private static readonly string[] Variables = ["HTTPS_PROXY", "https_proxy", "http_proxy", "ALL_PROXY", "all_proxy"];

    /// <summary>Validates the variables. .NET ignores invalid ones, and then the report would bypass the proxy.</summary>
    /// <exception cref="InvalidSettingsException">A variable is not the address of a proxy.</exception>
    public static void Check(Func<string, string?> environment)
    {
        foreach (var variable in Variables)
        {
            if (environment(variable) is { Length: > 0 } value && !IsAddress(value))
            {
                throw new InvalidSettingsException($"{variable} is not the address of a proxy, expected http://HOST:PORT");
            }
        }
    }

    /// <summary>Returns the proxy for an address as <c>host:port</c>.</summary>
    /// <returns>Null for a direct connection.</returns>
    public static string? For(Uri address) =>
        HttpClient.DefaultProxy.IsBypassed(address) ? null : HttpClient.DefaultProxy.GetProxy(address)?.Authority;

    private static bool IsAddress(string value) =>
        Uri.TryCreate(value.Contains("://", StringComparison.Ordinal) ? value : "http://" + value, UriKind.Absolute, out var address)
        && address.Host.Length > 0
        && address.Scheme is "http" or "https" or "socks4" or "socks4a" or "socks5";
}
