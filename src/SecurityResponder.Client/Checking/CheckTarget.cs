using SecurityResponder.Client.Settings;
using SecurityResponder.Proxies;

namespace SecurityResponder.Client.Checking;

/// <summary>What a run asks, as the log names it.</summary>
/// <param name="Name">Host and port of the responder, or file or address of the feed.</param>
/// <param name="IsFeed">Whether it is a feed.</param>
/// <param name="IsReported">Whether a report is sent.</param>
/// <param name="Proxy">Host and port of the proxy; null for a direct connection.</param>
internal sealed record CheckTarget(string Name, bool IsFeed, bool IsReported, string? Proxy)
{
    private const string PublicRemedy = "a feed image has the same advice and sends nothing (docs/air-gap.md); "
        + "the client that RKE2 bundles asks https://security-responder.version.rke2.io/v1/checkupgrade";

    /// <summary>How to have advice although the responder does not answer; null where the operator chose the responder.</summary>
    public string? Remedy { get; private init; }

    /// <summary>The feed if there is one, otherwise the responder.</summary>
    public static CheckTarget Of(ClientOptions options, EnvironmentProxy proxy) => options.Feed is { } feed
        ? new(feed.Name, true, options.ReportsBesideFeed, feed.Address is { } address ? proxy.For(address) : null)
        : OfReport(options, proxy);

    /// <summary>The responder.</summary>
    public static CheckTarget OfReport(ClientOptions options, EnvironmentProxy proxy) =>
        new(options.Endpoint.Authority, false, true, proxy.For(options.Endpoint))
        {
            Remedy = options.Feed is null && options.Endpoint.AbsoluteUri == ClientOptions.DefaultEndpoint ? PublicRemedy : null,
        };
}
