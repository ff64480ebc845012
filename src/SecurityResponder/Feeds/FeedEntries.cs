using SecurityResponder.Advisories;
using SecurityResponder.Protocol;

namespace SecurityResponder.Feeds;

/// <summary>The entries of a feed that were read so far, understood; how many and how large they may be is bounded.</summary>
internal sealed class FeedEntries
{
    private const int MaxReleases = 2_000;
    private const int MaxAdvisories = 20_000;

    // Ranges, versions and names together: each keeps some 200 bytes. The 183 entries about RKE2's components have 1,500.
    private const int MaxParts = 100_000;

    private readonly List<AnswerVersion?> _versions = [];
    private readonly List<AnswerSupport?> _support = [];
    private readonly List<Advisory> _advisories = [];
    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);
    private int _parts;
    private int _unreadable;

    /// <summary>Reads one more; of one whose bytes have not all come, nothing is kept.</summary>
    /// <param name="reader">Where it stands.</param>
    /// <param name="list">The list that it stands in: <c>versions</c>, <c>support</c> or <c>advisories</c>.</param>
    /// <exception cref="WireFormatException">It is none, stands there twice, or is too much.</exception>
    public void Read(ref WireReader reader, string list)
    {
        switch (list)
        {
            case "versions": Version(ref reader, reader.Object<AnswerVersion>(AnswerFields.Version)); break;
            case "support": Keep(ref reader, _support, reader.Object<AnswerSupport>(AnswerFields.Support), MaxReleases); break;
            default: Advisory(ref reader, reader.Object<AnswerAdvisory>(AdvisoryFields.AdvisoryToJudge)); break;
        }
    }

    /// <summary>What all of them say.</summary>
    /// <param name="generatedAt">When the document was made, UTC; null when it does not say.</param>
    /// <param name="hasAdvisories">Whether it has the list; if not, the CVE ids on each release are all there is.</param>
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
            throw new WireFormatException(reader.Path + ".name", "a release that does not stand here before");
        }

        Keep(ref reader, _versions, version, MaxReleases);
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
            throw new WireFormatException(reader.Path + ".id", "an id that does not stand here before");
        }

        if (AdvisoryParser.TryRead(advisory) is not { } read)
        {
            return;
        }

        _parts += 1 + read.Aliases.Count;
        foreach (var affected in read.Affected)
        {
            _parts += 1 + affected.Ranges.Count + affected.Versions.Count;
        }

        if (_parts > MaxParts)
        {
            throw new WireFormatException(reader.Path, $"at most {MaxParts} ranges, versions and names in all");
        }

        Keep(ref reader, _advisories, read, MaxAdvisories);
    }

    private static void Keep<T>(ref WireReader reader, List<T> list, T entry, int most)
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
