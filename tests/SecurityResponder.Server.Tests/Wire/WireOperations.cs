using static SecurityResponder.Server.Tests.Wire.WireResponse;

namespace SecurityResponder.Server.Tests.Wire;

/// <summary>What the public port answers to programs. Pages are for people and are not part of it.</summary>
internal static class WireOperations
{
    private static readonly WireResponse NotModified = new(304, "It is the one whose ETag was sent.", null, null, "ETag");

    // What may come instead of any answer; health checks are let in always.
    private static readonly WireResponse[] Always = [TooLarge, LongLine, LongHeaders];
    private static readonly WireResponse[] Usual = [.. Always, Limited, Unavailable];

    /// <summary>All of them, in the order of the document.</summary>
    public static IReadOnlyList<WireOperation> All { get; } =
    [
        Check("/v1/check", "check"),
        Check("/v1/checkupgrade", "checkUpgrade"),
        new("GET", "/v1/feed", "feed", "The feed, byte for byte.", [new(200, "The feed.", "application/json", "Answer", "ETag"), NotModified, .. Usual]),
        new("HEAD", "/v1/feed", "feedHead", "Its headers.", [new(200, "They.", null, null, "ETag"), NotModified, .. Usual]),
        new("GET", "/v1/feed.sig", "signature", "The signature that lay beside the feed.",
            [new(200, "It.", "application/octet-stream"), Problem(404, "There was none."), .. Usual]),
        new("HEAD", "/v1/feed.sig", "signatureHead", "Its headers.", [new(200, "They."), new(404, "There was none."), .. Usual]),
        Figure("GET", "json", "figure", "A figure with all that has to be known of it.", new(200, "It.", "application/json", "Figure")),
        Figure("HEAD", "json", "figureHead", "Its headers.", new(200, "They.")),
        Figure("GET", "csv", "figureSheet", "The same as CSV (RFC 4180), its rows alone.", new(200, "It.", "text/csv")),
        Figure("HEAD", "csv", "figureSheetHead", "Its headers.", new(200, "They.")),
        new("GET", "/v1/healthcheck", "healthcheck", "Whether the program lives.", [new(200, "It does."), .. Always]),
        new("GET", "/livez", "livez", "Whether the program lives.", [new(200, "It does."), .. Always]),
        new("GET", "/readyz", "readyz", "Whether there is a feed to answer from.", [new(200, "There is."), .. Always, Unavailable]),
    ];

    private static WireOperation Check(string path, string id) => new("POST", path, id, "A report comes, an answer goes.",
    [
        new(200, "The answer; the report is on the disk, or its loss was counted.", "application/json", "Answer"),
        Problem(400, "No JSON, or a value of the wrong type; field names it."),
        Problem(408, "The body came too slowly."),
        Problem(415, "Not application/json in UTF-8, or compressed."),
        Problem(422, "A value outside the schema; field names it."),
        .. Usual,
    ]);

    private static WireOperation Figure(string method, string extension, string id, string summary, WireResponse found) => new(
        method, $"/figures/{{name}}.{extension}", id, summary,
        [found, method == "HEAD" ? new(404, "No figure has that name.") : Problem(404, "No figure has that name."), .. Usual])
    {
        Parameters = FigureSchema.Parameters,
    };
}
