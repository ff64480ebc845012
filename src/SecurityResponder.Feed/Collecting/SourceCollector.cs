using SecurityResponder.Feed.Curation;
using SecurityResponder.Feed.ReleaseNotes;
using SecurityResponder.Feed.Schedules;
using SecurityResponder.Feed.Sources;
using SecurityResponder.Feed.Vulnerabilities;
using SecurityResponder.Releases;

namespace SecurityResponder.Feed.Collecting;

/// <summary>Reads all sources of a feed.</summary>
/// <param name="paths">Where they are.</param>
/// <param name="progress">Receives the name of each source before it is read.</param>
internal sealed class SourceCollector(SourcePaths paths, Action<string> progress)
{
    private readonly List<Remark> _remarks = [];
    private readonly List<SourceLog> _logs = [];

    /// <summary>Reads the sources.</summary>
    /// <exception cref="InvalidSourceException">A source cannot be read.</exception>
    public CollectedSources Collect()
    {
        var releases = Releases();
        var channels = paths.Channels is { } channelsPath ? Channels.Read(One(SourceNames.Channels, channelsPath)) : null;
        var support = Support();
        var entries = Osv().Concat(Cve()).ToList();
        var exploited = Exploited();
        var epss = Epss();
        var vex = Vex();
        var curation = paths.Curation is { } curationPath ? CurationReader.Read(One(SourceNames.Curation, curationPath)) : null;
        return new CollectedSources
        {
            Releases = releases,
            Channels = channels,
            LastDays = support,
            Entries = entries,
            Exploited = exploited,
            Epss = epss,
            Vex = vex,
            Curation = curation ?? CurationFile.Empty,
            CurationPath = paths.Curation,
            Sources = [.. _logs.Where(log => log.Count > 0).Select(log => log.ToAnswer())],
            NewestDate = _logs.Max(log => log.NewestDate),
            Remarks = _remarks,
        };
    }

    private List<NotedRelease> Releases()
    {
        var log = Begin(SourceNames.ReleaseNotes);
        var releases = new SortedDictionary<ReleaseVersion, NotedRelease>();
        foreach (var release in Files(log, paths.ReleaseNotes, ".md").SelectMany(file => ReleaseNotesReader.Read(file, _remarks)))
        {
            log.AddDate(release.ReleasedOn?.ToString("O"));
            if (!releases.TryAdd(release.Version, release))
            {
                _remarks.Add(new Remark(
                    release.File, release.Line, $"{release.Version} is listed before, in {releases[release.Version].File}"));
            }
        }

        return [.. releases.Values.Reverse()];
    }

    private Dictionary<MinorVersion, DateOnly> Support()
    {
        var log = Begin(SourceNames.Support);
        var days = new Dictionary<MinorVersion, DateOnly>();
        foreach (var (minor, day) in Files(log, paths.Support, ".yaml").SelectMany(SupportSchedule.Read))
        {
            days[minor] = days.TryGetValue(minor, out var other) && other > day ? other : day;
        }

        return days;
    }

    private List<SourceEntry> Osv()
    {
        var log = Begin(SourceNames.Osv);
        var entries = new List<SourceEntry>();
        foreach (var entry in Files(log, paths.Osv, ".json").Select(OsvReader.Read).OfType<SourceEntry>())
        {
            if (entry.Packages.Count > 0)
            {
                log.AddDate(entry.Advisory.Modified);
                log.AddDate(entry.Advisory.Published);
            }

            entries.Add(entry);
        }

        return entries;
    }

    private List<SourceEntry> Cve()
    {
        var log = Begin(SourceNames.CveRecords);
        return [.. Files(log, paths.Cve, ".json").Select(file => CveRecordReader.Read(file, log)).OfType<SourceEntry>()];
    }

    private IReadOnlySet<string>? Exploited()
    {
        if (paths.Kev is not { } path)
        {
            _remarks.Add(new Remark("--kev", null, "the catalog was not given: which vulnerabilities are exploited is unknown"));
            return null;
        }

        var log = Begin(SourceNames.Exploited);
        return ExploitedCatalog.Read(Recorded(log, SourceReader.Single(path)), log);
    }

    private IReadOnlyDictionary<string, double>? Epss()
    {
        if (paths.Epss is not { } path)
        {
            _remarks.Add(new Remark("--epss", null, "the scores were not given: probabilities of exploitation are unknown"));
            return null;
        }

        var log = Begin(SourceNames.Epss);
        return EpssScores.Read(Recorded(log, SourceReader.Single(path)), log);
    }

    private List<VexEntry> Vex()
    {
        var log = Begin(SourceNames.Vex);
        var reader = new VexReader(log);
        var statements = new List<VexEntry>();
        foreach (var stream in InOrder(paths.Vex).SelectMany(path => SourceReader.Streams(path, ".json", SourceReader.MaxStreamBytes)))
        {
            statements.AddRange(reader.Read(stream));
            log.Add(stream.Sha256);
        }

        if (reader.SubcomponentStatements > 0)
        {
            _remarks.Add(new Remark("--vex", null, $"{reader.SubcomponentStatements} statements are about parts of an image: not used"));
        }

        return statements;
    }

    private SourceFile One(SourceName name, string path) => Recorded(Begin(name), SourceReader.Single(path));

    private SourceLog Begin(SourceName name)
    {
        progress(name.Name);
        var log = new SourceLog(name.Name, name.Url, name.License);
        _logs.Add(log);
        return log;
    }

    // The order of the names, whatever the order of the arguments.
    private static IOrderedEnumerable<string> InOrder(IReadOnlyList<string> paths) => paths.Order(StringComparer.Ordinal);

    private static IEnumerable<SourceFile> Files(SourceLog log, IReadOnlyList<string> paths, string extension) =>
        InOrder(paths).SelectMany(path => SourceReader.Files(path, extension)).Select(file => Recorded(log, file));

    private static SourceFile Recorded(SourceLog log, SourceFile file)
    {
        log.Add(file.Sha256);
        return file;
    }
}
