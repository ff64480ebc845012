namespace SecurityResponder.Server.Http;

/// <summary>The security headers of every response.</summary>
internal static class SecurityHeaders
{
    // Two years: the preload lists of browsers require it.
    private const string Https = "max-age=63072000; includeSubDomains";

    private const string Nothing = "default-src 'none'; frame-ancestors 'none'";

    private const string Page =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        + "frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

    private const string PageWithoutFiles = "default-src 'none'; style-src data:; img-src data:; frame-ancestors 'none'; base-uri 'none'";

    /// <summary>Adds headers that forbid scripts, framing and content sniffing, and HSTS when a trusted proxy says that the request
    /// came by HTTPS.</summary>
    public static void UseSecurityHeaders(this WebApplication server, TrustedProxies proxies) => server.Use(next => context =>
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = Nothing;
        headers["Referrer-Policy"] = "no-referrer";
        if (proxies.IsHttps(context))
        {
            headers.StrictTransportSecurity = Https;
        }

        return next(context);
    });

    /// <summary>Allows a page its own scripts, styles, images and forms, and nothing from other origins.</summary>
    public static void ForPage(HttpResponse response) => response.Headers.ContentSecurityPolicy = Page;

    /// <summary>Allows a page only the styles and images that are part of it.</summary>
    public static void ForPageWithoutFiles(HttpResponse response) => response.Headers.ContentSecurityPolicy = PageWithoutFiles;
}
