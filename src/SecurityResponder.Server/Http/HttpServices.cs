using SecurityResponder.Server.Settings;

namespace SecurityResponder.Server.Http;

/// <summary>Registers what every HTTP endpoint uses.</summary>
internal static class HttpServices
{
    /// <summary>Adds the public addresses and the trusted proxies.</summary>
    public static void AddHttp(this WebApplicationBuilder builder, ServerOptions options)
    {
        builder.WebHost.UseUrls([.. options.Addresses]);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services.AddSingleton(new TrustedProxies(options.TrustedNetworks));
    }
}
