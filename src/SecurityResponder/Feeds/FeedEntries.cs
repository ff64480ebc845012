using SecurityResponder.Advisories;
using SecurityResponder.Protocol;

namespace SecurityResponder.Feeds;

/// <summary>The parsed entries of a feed. Their number and size are limited.</summary>
internal sealed class FeedEntries
{
    private const int MaxReleases = 2_000;
    private const int MaxAdvisories = 10_000;

    private readonly List<AnswerVersion?> _versions = [];
    private readonly List<AnswerSupport?> _support = [];
    private readonly List<Advisory> _advisories = [];
    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);
    private readonly ParsedValues _parsed = new();
    private int _unreadable;

    /// <summary>Reads an entry. An entry whose bytes are incomplete is not stored.</summary>
    /// <param name="reader">The reader, at the start of the entry.</param>
    /// <param name="list">The list of the entry: <c>versions</c>, <c>support</c> or <c>advisories</c>.</param>
    /// <exception cref="WireFormatException">The entry is invalid, a duplicate, or beyond a limit.</exception>
    public void Read(ref WireReader reader, string list)
    {
        switch (list)
        {
            case "versions": Version(ref reader, reader.Object<AnswerVersion>(AnswerFields.Version)); break;
            case "support": Store(ref reader, _support, reader.Object<AnswerSupport>(AnswerFields.Support), MaxReleases); break;
            default: Advisory(ref reader, reader.Object<AnswerAdvisory>(AdvisoryFields.AdvisoryForAssessment)); break;
        }
    }

    /// <summary>The feed with all entries.</summary>
    /// <param name="generatedAt">When the document was generated, UTC; null when unknown.</param>
    /// <param name="hasAdvisories">Whether the document has a list of advisories; if not, the CVE ids on each release are used.</param>
    public Feed ToFeed(DateTimeOffset? generatedAt, bool hasAdvisories)
    {
        var releases = ReleaseParser.All(_versions, out var unnamed);
        return new Feed
        {
            GeneratedAt = generatedAt,
            Releases = releases,
            Advisories = hasAdvisories ? AliasMerger.Merge(_advisories) : ListedCves.AsAdvisories(releases),
            LastDays = ReleaseParser.LastDays(_support),
            Unreadable = unnamed + _unreadable,
        };
    }

    private void Version(ref WireReader reader, AnswerVersion? version)
    {
        if (reader.IsCut)
        {
            return;
        }

        if (version?.Name is { } name && !_names.Add(name))
        {
            throw new WireFormatException(reader.Path + ".name", "a release that is not listed before");
        }

        Store(ref reader, _versions, version, MaxReleases);
    }

    private void Advisory(ref WireReader reader, AnswerAdvisory? advisory)
    {
        if (reader.IsCut)
        {
            return;
        }

        if (!AdvisoryParser.HasId(advisory))
        {
            _unreadable++;
            return;
        }

        if (!_names.Add(advisory.Id!.Trim()))
        {
            throw new WireFormatException(reader.Path + ".id", "an id that is not listed before");
        }

        if (AdvisoryParser.ReadUnlessWithdrawn(advisory, _parsed) is not { } read)
        {
            return;
        }

        Store(ref reader, _advisories, read, MaxAdvisories);
    }

    private static void Store<T>(ref WireReader reader, List<T> list, T entry, int most)
    {
        if (reader.IsCut)
        {
            return;
        }

        if (list.Count == most)
        {
            throw new WireFormatException(reader.Path, $"at most {most} entries");
        }

        list.Add(entry);
    }
}
