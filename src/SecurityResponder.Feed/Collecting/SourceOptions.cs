using System.CommandLine;

namespace SecurityResponder.Feed.Collecting;

/// <summary>The options that name the sources of a feed; several commands have them.</summary>
internal sealed class SourceOptions
{
    private readonly Option<string[]> _releaseNotes = Many("--release-notes", "RKE2's release notes (Markdown)");
    private readonly Option<string?> _channels = One("--channels", "RKE2's channels.yaml");
    private readonly Option<string[]> _support = Many("--support", "Kubernetes' schedule.yaml or eol.yaml");
    private readonly Option<string[]> _osv = Many("--osv", "OSV entries: Go vulnerability database, GitHub, Kubernetes");
    private readonly Option<string[]> _cve = Many("--cve", "CVE records (JSON 5.x)");
    private readonly Option<string?> _kev = One("--kev", "CISA's known_exploited_vulnerabilities.json");
    private readonly Option<string?> _epss = One("--epss", "FIRST's EPSS scores (CSV, also .gz)");
    private readonly Option<string[]> _vex = Many("--vex", "OpenVEX documents");
    private readonly Option<string[]> _trivy = Many("--trivy", "Trivy's reports about images (JSON)");
    private readonly Option<string?> _curation = One("--curation", "curation.yaml");
    private readonly Option<string?> _cache = new("--cache")
    {
        Description = "folder for files read from https addresses; by default below XDG_CACHE_HOME or ~/.cache",
        HelpName = "DIR",
    };

    private readonly Option<bool> _offline = new("--offline")
    {
        Description = "use no network: read https addresses from the cache; a missing copy is an error",
    };

    /// <summary>Adds the options to a command.</summary>
    public SourceOptions(Command command)
    {
        foreach (var option in (Option[])
        [
            _releaseNotes, _channels, _support, _osv, _cve, _kev, _epss, _vex, _trivy, _curation, _cache, _offline,
        ])
        {
            command.Options.Add(option);
        }
    }

    /// <summary>The paths that a command line names.</summary>
    public SourcePaths Read(ParseResult result) => new()
    {
        ReleaseNotes = result.GetValue(_releaseNotes) ?? [],
        Channels = result.GetValue(_channels),
        Support = result.GetValue(_support) ?? [],
        Osv = result.GetValue(_osv) ?? [],
        Cve = result.GetValue(_cve) ?? [],
        Kev = result.GetValue(_kev),
        Epss = result.GetValue(_epss),
        Vex = result.GetValue(_vex) ?? [],
        Trivy = result.GetValue(_trivy) ?? [],
        Curation = result.GetValue(_curation),
        CacheFolder = result.GetValue(_cache),
        IsOffline = result.GetValue(_offline),
    };

    private static Option<string[]> Many(string name, string description) => new(name)
    {
        Description = description + "; a file, a folder, a zip archive or an https address, repeatable",
        HelpName = "PATH",
        AllowMultipleArgumentsPerToken = true,
    };

    private static Option<string?> One(string name, string description) =>
        new(name) { Description = description + "; a file, a folder or zip archive with one, or an https address", HelpName = "FILE" };
}
