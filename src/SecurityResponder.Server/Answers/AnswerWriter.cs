using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using SecurityResponder.Assessments;
using SecurityResponder.Protocol;
using SecurityResponder.Releases;

namespace SecurityResponder.Server.Answers;

/// <summary>Writes answers of one feed: Longhorn's keys on every release, newest first, and ours beside them. The same feed gives the
/// same bytes.</summary>
/// <param name="feed">The feed.</param>
internal sealed class AnswerWriter(FeedDocument feed)
{
    private const string Shape = "1.0";
    private const int DefaultIntervalInMinutes = 480;

    // The default encoder writes the plus sign of every version as six characters. The answer is JSON, never part of a page.
    private static readonly JsonTypeInfo<Answer> Json = (JsonTypeInfo<Answer>)
        new JsonSerializerOptions(AnswerJsonContext.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }
            .GetTypeInfo(typeof(Answer));

    private IReadOnlyList<AnswerVersion>? _versions;
    private IReadOnlyDictionary<ReleaseVersion, IDictionary<string, JsonElement>>? _others;

    /// <summary>The answer to a cluster that runs a release, as UTF-8; null stands for a version that the feed does not list.</summary>
    public byte[] For(Release? release) => JsonSerializer.SerializeToUtf8Bytes(
        new Answer
        {
            SchemaVersion = Shape,
            Generated = feed.Document.Generated,
            Versions = _versions ??= [.. feed.Feed.Releases.Select(Version)],
            Advisories = Advisories(release),
            Support = feed.Document.Support,
            RequestIntervalInMinutes = feed.Document.RequestIntervalInMinutes ?? DefaultIntervalInMinutes,
        },
        Json);

    // In the words of the feed's author. One flaw may stand there several times under different names.
    private AnswerAdvisory[]? Advisories(Release? release)
    {
        if (feed.Document.Advisories is not { } all)
        {
            return null;
        }
        // Nothing is known of an unlisted version that would spare it one.
        var near = release is null ? feed.Feed.Advisories : AffectedReleases.Around(feed.Feed, release);
        var names = near.SelectMany(advisory => advisory.Aliases.Append(advisory.Id))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        return [.. all.OfType<AnswerAdvisory>().Where(advisory => Names(advisory).Any(names.Contains))];
    }

    private AnswerVersion Version(Release release) => new()
    {
        Name = release.Version.ToString(),
        ReleaseDate = release.ReleasedAt is { } at ? Rfc3339.Of(at) : "",
        MinUpgradableVersion = release.MinUpgradable?.ToString() ?? "",
        Tags = release.Tags,
        ExtraInfo = Extra(release),
        Components = Components(release),
    };

    // Deployed clients read the ids on the release and nothing else, so what the advisories say is said there too.
    private AnswerExtraInfo? Extra(Release release)
    {
        var ids = feed.Document.Advisories is null ? release.ListedCves : AffectedReleases.Against(feed.Feed, release).Select(advisory => advisory.Id);
        var cves = string.Join(',', ids) is { Length: > 0 } joined ? joined : null;
        var others = (_others ??= ExtraInfoKeys.Of(feed.Bytes)).GetValueOrDefault(release.Version);
        return cves is null && release.NotesUrl is null && others is null
            ? null
            : new AnswerExtraInfo { Cves = cves, ReleaseNotesUrl = release.NotesUrl, Others = others };
    }

    private static SortedDictionary<string, string?>? Components(Release release) => release.Components.Count == 0
        ? null
        : new(release.Components.ToDictionary(entry => entry.Key, entry => (string?)entry.Value), StringComparer.Ordinal);

    private static IEnumerable<string> Names(AnswerAdvisory advisory) =>
        (advisory.Aliases ?? []).Append(advisory.Id).OfType<string>().Select(name => name.Trim());
}
