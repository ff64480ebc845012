namespace SecurityResponder.Server.Http;

/// <summary>What browsers are told about every answer.</summary>
internal static class SecurityHeaders
{
    // Two years, what browsers' preload lists ask for.
    private const string Https = "max-age=63072000; includeSubDomains";

    private const string Nothing = "default-src 'none'; frame-ancestors 'none'";

    private const string Page =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        + "frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

    /// <summary>Puts them on every answer: nothing of it may run, be framed or be taken for another type. Over TLS, as a trusted proxy
    /// tells it, the host is to be visited by TLS only.</summary>
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

    /// <summary>Lets an answer that is a page use its own scripts, styles, images and forms, and nothing of anybody else's.</summary>
    public static void ForPage(HttpResponse response) => response.Headers.ContentSecurityPolicy = Page;
}
