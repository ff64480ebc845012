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

    /// <summary>Reads the sources.</summary>
    /// <exception cref="InvalidSourceException">A source cannot be read.</exception>
    public CollectedSources Collect()
    {
        using var inputs = new SourceInputs(paths, progress);
        var collected = new CollectedSources
        {
            Releases = Releases(inputs),
            Channels = paths.Channels is { } path ? Channels.Read(inputs.One(inputs.Begin(SourceNames.Channels), path, ".yaml")) : null,
            LastDays = Support(inputs),
            Entries = [.. Osv(inputs), .. Cve(inputs)],
            Exploited = Exploited(inputs),
            Epss = Epss(inputs),
            Vex = Vex(inputs),
            Scans = Scans(inputs),
        };
        var curation = paths.Curation is { } curationPath ? inputs.One(inputs.Begin(SourceNames.Curation), curationPath, ".yaml") : null;
        return collected with
        {
            Curation = curation is null ? CurationFile.Empty : CurationReader.Read(curation),
            CurationPath = curation?.Name,
            Sources = inputs.Sources,
            NewestDate = inputs.NewestDate,
            Remarks = _remarks,
        };
    }

    private List<NotedRelease> Releases(SourceInputs inputs)
    {
        var log = inputs.Begin(SourceNames.ReleaseNotes);
        var releases = new SortedDictionary<ReleaseVersion, NotedRelease>();
        foreach (var release in inputs.Files(log, paths.ReleaseNotes, ".md").SelectMany(file => ReleaseNotesReader.Read(file, _remarks)))
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

    private Dictionary<MinorVersion, DateOnly> Support(SourceInputs inputs)
    {
        var log = inputs.Begin(SourceNames.Support);
        var days = new Dictionary<MinorVersion, DateOnly>();
        foreach (var (minor, day) in inputs.Files(log, paths.Support, ".yaml").SelectMany(SupportSchedule.Read))
        {
            days[minor] = days.TryGetValue(minor, out var other) && other > day ? other : day;
        }

        return days;
    }

    private IEnumerable<SourceEntry> Osv(SourceInputs inputs)
    {
        var log = inputs.Begin(SourceNames.Osv);
        foreach (var entry in inputs.Files(log, paths.Osv, ".json").Select(OsvReader.Read).OfType<SourceEntry>())
        {
            if (entry.Packages.Count > 0)
            {
                log.AddDate(entry.Advisory.Modified);
                log.AddDate(entry.Advisory.Published);
            }

            yield return entry;
        }
    }

    private IEnumerable<SourceEntry> Cve(SourceInputs inputs)
    {
        var log = inputs.Begin(SourceNames.CveRecords);
        return inputs.Files(log, paths.Cve, ".json").Select(file => CveRecordReader.Read(file, log)).OfType<SourceEntry>();
    }

    private IReadOnlySet<string>? Exploited(SourceInputs inputs)
    {
        if (paths.Kev is not { } path)
        {
            _remarks.Add(new Remark("--kev", null, "the catalog was not given: which vulnerabilities are exploited is unknown"));
            return null;
        }

        var log = inputs.Begin(SourceNames.Exploited);
        return ExploitedCatalog.Read(inputs.One(log, path, ".json"), log);
    }

    private IReadOnlyDictionary<string, double>? Epss(SourceInputs inputs)
    {
        if (paths.Epss is not { } path)
        {
            _remarks.Add(new Remark("--epss", null, "the scores were not given: probabilities of exploitation are unknown"));
            return null;
        }

        var log = inputs.Begin(SourceNames.Epss);
        return EpssScores.Read(inputs.One(log, path, ".csv"), log);
    }

    private List<VexEntry> Vex(SourceInputs inputs)
    {
        var log = inputs.Begin(SourceNames.Vex);
        var reader = new VexReader(log);
        List<VexEntry> statements = [.. inputs.Streams(log, paths.Vex, ".json").SelectMany(reader.Read)];
        if (reader.SubcomponentStatements > 0)
        {
            _remarks.Add(new Remark("--vex", null, $"{reader.SubcomponentStatements} statements are about parts of an image: not used"));
        }

        return statements;
    }

    private List<ImageScan> Scans(SourceInputs inputs)
    {
        var scans = new List<ImageScan>();
        foreach (var file in inputs.Files(inputs.BeginUnlisted(SourceNames.Trivy), paths.Trivy, ".json"))
        {
            if (TrivyReader.Read(file) is { } scan)
            {
                scans.Add(scan);
            }
            else
            {
                _remarks.Add(new Remark(file.Name, null, "the report names no image: not used"));
            }
        }

        return scans;
    }
}
