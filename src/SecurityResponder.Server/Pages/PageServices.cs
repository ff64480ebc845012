namespace SecurityResponder.Server.Pages;

/// <summary>Registers the web pages.</summary>
internal static class PageServices
{
    /// <summary>Adds the pages.</summary>
    public static void AddPages(this WebApplicationBuilder builder) =>
        builder.Services.AddSingleton<ReleasePages>().AddSingleton<PageEndpoints>();

    /// <summary>Adds the error pages of the public port to its pipeline, before everything that may reject a request.</summary>
    public static void UseErrorPages(this WebApplication server) => ErrorPages.Use(server, Navigation.Public);

    /// <summary>Maps the public pages.</summary>
    public static void MapPages(this WebApplication server) => server.Services.GetRequiredService<PageEndpoints>().MapPublic(server);
}
