using SecurityResponder.Feed.Reporting.Content;
using SecurityResponder.Protocol;
using SecurityResponder.Text;

namespace SecurityResponder.Feed.Reporting.Pages;

/// <summary>The page about the sources of the feed.</summary>
/// <param name="Layout">The frame.</param>
/// <param name="Sources">The sources.</param>
/// <param name="Missing">What is unknown because a source is missing, as sentences.</param>
public sealed record SourcesModel(LayoutModel Layout, IReadOnlyList<SourceModel> Sources, IReadOnlyList<string> Missing)
{
    internal static SourcesModel Of(SiteContent content) => new(
        LayoutModel.Of(content, Links.AtRoot, "Sources", "sources.html"), [.. content.Sources.Select(SourceModel.Of)], content.Missing);
}

/// <summary>A source.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Href">Where it is published; null when it has no web address.</param>
/// <param name="Day">Its own date; null when it has none.</param>
/// <param name="License">Its license; null when it has none to name.</param>
/// <param name="Sha256">SHA-256 of its bytes; null when unknown.</param>
public sealed record SourceModel(string Name, string? Href, string? Day, string? License, string? Sha256)
{
    internal static SourceModel Of(AnswerSource source) => new(
        SafeText.Page(source.Name ?? "unnamed"), Address(source.Url), DisplayText.Safe(source.Date), DisplayText.Safe(source.License),
        DisplayText.Safe(source.Sha256));

    // A link to anything but a web page could run a script.
    private static string? Address(string? url) =>
        url is not null && Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" ? url : null;
}
