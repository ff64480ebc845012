using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using SecurityResponder.Advisories;
using SecurityResponder.Assessments;
using SecurityResponder.Protocol;
using SecurityResponder.Releases;

namespace SecurityResponder.Server.Answers;

/// <summary>Writes the answers of one feed: every release with Longhorn's keys, newest first, and our additional keys. The output is
/// deterministic.</summary>
/// <param name="feed">The feed.</param>
internal sealed class AnswerWriter(FeedDocument feed)
{
    private const string CurrentSchema = "1.1";
    private const int DefaultIntervalInMinutes = 480;

    // The default encoder writes the plus sign of a version as six characters. The answer is never part of an HTML page.
    private static readonly JsonTypeInfo<Answer> Json = (JsonTypeInfo<Answer>)
        new JsonSerializerOptions(AnswerJsonContext.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }
            .GetTypeInfo(typeof(Answer));

    private IReadOnlyList<AnswerVersion>? _versions;
    private IReadOnlyDictionary<ReleaseVersion, IDictionary<string, JsonElement>>? _others;

    /// <summary>The answer to a cluster that runs a release, as UTF-8: the advisories about the versions that it may run now, or take
    /// next.</summary>
    /// <param name="release">A release of the feed.</param>
    /// <param name="now">The time, for the end of support.</param>
    public byte[] For(Release release, DateTimeOffset now)
    {
        var scope = AnswerScope.Of(feed.Feed, release, now);
        return Write(AsWritten(scope.Advisories), feed.Document.Advisories is null ? null : Covers(scope));
    }

    /// <summary>The answer to a cluster that runs a version that the feed does not list, as UTF-8: no advisory can be ruled out.</summary>
    public byte[] ForUnlisted() => Write(AsWritten(feed.Feed.Advisories), null);

    // As written in the feed, which can list one vulnerability several times under different ids.
    private AnswerAdvisory[]? AsWritten(IReadOnlyList<Advisory> advisories)
    {
        var names = advisories.SelectMany(advisory => advisory.Aliases.Append(advisory.Id)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return feed.Document.Advisories is { } all
            ? [.. all.OfType<AnswerAdvisory>().Where(advisory => Names(advisory).Any(names.Contains))]
            : null;
    }

    private byte[] Write(IReadOnlyList<AnswerAdvisory>? advisories, IReadOnlyList<AnswerCover>? covers) =>
        JsonSerializer.SerializeToUtf8Bytes(
            new Answer
            {
                SchemaVersion = CurrentSchema,
                Generated = feed.Feed.GeneratedAt is null ? null : feed.Document.Generated,
                Versions = _versions ??= [.. feed.Feed.Releases.Select(Version)],
                Advisories = advisories,
                Support = feed.Document.Support,
                Covers = covers,
                RequestIntervalInMinutes = feed.Document.RequestIntervalInMinutes ?? DefaultIntervalInMinutes,
            },
            Json);

    private static AnswerCover[] Covers(AnswerScope scope) =>
    [
        .. scope.Covers.Select(covered => new AnswerCover
        {
            Component = covered.Component.Name,
            From = covered.From.ToString(),
            To = covered.To.ToString(),
        }),
    ];

    private AnswerVersion Version(Release release) => new()
    {
        Name = release.Version.ToString(),
        ReleaseDate = release.ReleasedAt is { } at ? Rfc3339.Of(at) : "",
        MinUpgradableVersion = release.MinUpgradable?.ToString() ?? "",
        Tags = release.Tags,
        ExtraInfo = Extra(release),
        Components = Components(release),
        Go = release.GoVersion,
        IsWithdrawn = release.IsWithdrawn ? true : null,
        IsPrime = release.IsPrimeOnly ? true : null,
    };

    // Deployed clients read only the ids on the release, so the ids of its advisories are listed there too.
    private AnswerExtraInfo? Extra(Release release)
    {
        var ids = feed.Document.Advisories is null
            ? release.ListedCves
            : AffectedReleases.Against(feed.Feed, release).Select(advisory => advisory.Id);
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
