using System.Security.Cryptography;
using System.Text;
using SecurityResponder.Feed.Reporting.Content;
using SecurityResponder.Text;

namespace SecurityResponder.Feed.Reporting.Pages;

/// <summary>An Atom feed (<see href="https://www.rfc-editor.org/rfc/rfc4287"/>) of changes, new releases and new advisories.</summary>
/// <param name="Id">The id of the feed.</param>
/// <param name="Self">The address of the feed; null when the address of the site is unknown.</param>
/// <param name="Home">The address of the site's first page.</param>
/// <param name="Updated">The time of the report, RFC 3339.</param>
/// <param name="Entries">The entries, newest first.</param>
public sealed record AtomModel(string Id, string? Self, string Home, string Updated, IReadOnlyList<AtomEntryModel> Entries)
{
    private const string File = "changes.xml";

    /// <summary>The feed.</summary>
    /// <param name="content">The content of the report.</param>
    /// <param name="baseUrl">The address of the site, which ends with a slash; null when it is unknown: then links are relative.</param>
    internal static AtomModel Of(SiteContent content, string? baseUrl)
    {
        var entries = Newest.Cves(content).Select(cve => OfCve(cve, baseUrl))
            .Concat(Newest.Releases(content).Select(release => OfRelease(release, baseUrl)))
            .OrderByDescending(entry => entry.Updated, StringComparer.Ordinal).ThenBy(entry => entry.Link, StringComparer.Ordinal);
        return new AtomModel(
            IdOf(File, baseUrl), baseUrl is null ? null : baseUrl + File, baseUrl ?? "index.html", DisplayText.Instant(content.At),
            content.Changes is { Count: > 0 } ? [OfChanges(content, baseUrl), .. entries] : [.. entries]);
    }

    private static AtomEntryModel OfChanges(SiteContent content, string? baseUrl)
    {
        var time = DisplayText.Instant(content.At);
        var path = "changes.html";
        return new AtomEntryModel(
            IdOf($"{path}#{time}", baseUrl), baseUrl + path, time,
            $"{DisplayText.Count(content.Changes!.Count, "change")} on {DisplayText.Day(content.At)}", "",
            [.. content.Changes.Take(AtomEntryModel.MaxLines).Select(change => SafeText.Page(change.ToString()))],
            content.Changes.Count > AtomEntryModel.MaxLines
                ? $"and {DisplayText.Number(content.Changes.Count - AtomEntryModel.MaxLines)} more on the page" : null);
    }

    private static AtomEntryModel OfCve(CveEntry cve, string? baseUrl)
    {
        var path = Links.AtRoot.Cve(cve.Advisory.Id);
        return Entry(
            path, cve.Advisory.PublishedAt!.Value, $"{cve.Advisory.Id}: {DisplayText.Badge(cve.Advisory.Severity).Text}, "
                + $"{string.Join(", ", cve.Components)}, {DisplayText.Count(cve.Affected.Count, "release")}",
            cve.Advisory.Summary ?? "", baseUrl);
    }

    private static AtomEntryModel OfRelease(ReleaseEntry release, string? baseUrl) => Entry(
        Links.AtRoot.Release(release.Version), release.Release.ReleasedAt!.Value, $"{release.Version} released",
        release.Facts.Findings.Count == 0 ? "No published CVEs"
            : string.Join(", ", DisplayText.Badges(release.Counts, release.Facts.Undecided.Count).Select(badge => badge.Text)),
        baseUrl);

    private static AtomEntryModel Entry(string path, DateTimeOffset at, string title, string summary, string? baseUrl) => new(
        IdOf(path, baseUrl), baseUrl + path, DisplayText.Instant(at), SafeText.Page(title), SafeText.Page(summary), [], null);

    // An id must be an absolute IRI. Without an address, it is a UUID of version 8 (RFC 9562) made of the path.
    private static string IdOf(string path, string? baseUrl)
    {
        if (baseUrl is not null)
        {
            return baseUrl + path;
        }

        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes("rke2-security-responder/" + path))[..16];
        bytes[6] = (byte)(bytes[6] & 0x0F | 0x80);
        bytes[8] = (byte)(bytes[8] & 0x3F | 0x80);
        return "urn:uuid:" + new Guid(bytes, bigEndian: true);
    }
}

/// <summary>An entry of an Atom feed.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Link">Its page.</param>
/// <param name="Updated">Its time, RFC 3339.</param>
/// <param name="Title">Its title.</param>
/// <param name="Summary">A short text; empty for none.</param>
/// <param name="Lines">A list, e.g. of changes.</param>
/// <param name="More">What the list leaves out; null for nothing.</param>
public sealed record AtomEntryModel(
    string Id, string Link, string Updated, string Title, string Summary, IReadOnlyList<string> Lines, string? More)
{
    /// <summary>The limit of the list.</summary>
    internal const int MaxLines = 200;
}
