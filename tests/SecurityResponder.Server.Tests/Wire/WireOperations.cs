using static SecurityResponder.Server.Tests.Wire.WireResponse;

namespace SecurityResponder.Server.Tests.Wire;

/// <summary>What the public port answers to programs. Pages are for people and are not part of it.</summary>
internal static class WireOperations
{
    private static readonly WireResponse NotModified = new(304, "The feed has the ETag that was sent.", null, null, "ETag");

    // What may come instead of any answer; health checks are let in always.
    private static readonly WireResponse[] Always = [TooLarge, LongLine, LongHeaders];
    private static readonly WireResponse[] Usual = [.. Always, Limited, Unavailable];

    /// <summary>All of them, in the order of the document.</summary>
    public static IReadOnlyList<WireOperation> All { get; } =
    [
        Check("/v1/check", "check"),
        Check("/v1/checkupgrade", "checkUpgrade"),
        new("GET", "/v1/feed", "feed", "The feed, byte for byte.",
            [new(200, "The feed.", "application/json", "Answer", "ETag"), NotModified, .. Usual]),
        new("HEAD", "/v1/feed", "feedHead", "The headers of the feed.",
            [new(200, "The headers.", null, null, "ETag"), NotModified, .. Usual]),
        new("GET", "/v1/feed.sig", "signature", "The signature of the feed.",
            [new(200, "The signature.", "application/octet-stream"), Problem(404, "The feed has no signature."), .. Usual]),
        new("HEAD", "/v1/feed.sig", "signatureHead", "The headers of the signature.",
            [new(200, "The headers."), new(404, "The feed has no signature."), .. Usual]),
        Figure("GET", "json", "figure", "A figure with its filters and its precision.",
            new(200, "The figure.", "application/json", "Figure")),
        Figure("HEAD", "json", "figureHead", "The headers of a figure.", new(200, "The headers.")),
        Figure("GET", "csv", "figureSheet", "The rows of a figure as CSV (RFC 4180).", new(200, "The rows.", "text/csv")),
        Figure("HEAD", "csv", "figureSheetHead", "The headers of a figure as CSV.", new(200, "The headers.")),
        new("GET", "/v1/healthcheck", "healthcheck", "Whether the server is running.", [new(200, "It is running."), .. Always]),
        new("GET", "/livez", "livez", "Whether the server is running.", [new(200, "It is running."), .. Always]),
        new("GET", "/readyz", "readyz", "Whether the server has a feed.", [new(200, "It has a feed."), .. Always, Unavailable]),
    ];

    private static WireOperation Check(string path, string id) => new("POST", path, id, "Sends a report and gets the answer.",
    [
        new(200, "The answer. The report has been stored, or is counted as lost or as not recorded.", "application/json", "Answer"),
        Problem(400, "The body is not JSON, or the value of field has the wrong type."),
        Problem(408, "The body arrived too slowly."),
        Problem(415, "The body is not application/json in UTF-8, or is compressed."),
        Problem(422, "The value of field is not allowed."),
        .. Usual,
    ]);

    private static WireOperation Figure(string method, string extension, string id, string summary, WireResponse found) => new(
        method, $"/figures/{{name}}.{extension}", id, summary,
        [found, method == "HEAD" ? new(404, "There is no figure with this name.") : Problem(404, "There is no figure with this name."),
            .. Usual])
    {
        Parameters = FigureSchema.Parameters,
    };
}
