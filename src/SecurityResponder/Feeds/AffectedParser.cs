using SecurityResponder.Advisories;
using SecurityResponder.Components;
using SecurityResponder.Protocol;

namespace SecurityResponder.Feeds;

/// <summary>Parses the affected packages of an OSV entry that are components of RKE2.</summary>
internal static class AffectedParser
{
    /// <summary>One element for each package that is a component. Other packages and ranges of commits are ignored.</summary>
    public static IReadOnlyList<AffectedComponent> All(AnswerAdvisory advisory, ParsedValues parsed)
    {
        var packages = new List<Package>();
        for (var i = 0; i < advisory.Affected?.Count; i++)
        {
            if (advisory.Affected[i] is { } entry && Package.TryParse(entry) is { } package)
            {
                packages.Add(package);
            }
        }

        if (packages.Count == 0)
        {
            return [];
        }

        var everywhere = Systems(advisory.DatabaseSpecific?.OperatingSystems);
        if (packages.Count == 1)
        {
            return [Read(packages[0], MajorScope.All.Except, everywhere, parsed)];
        }

        var majors = MajorsByPath(packages);
        return packages.ConvertAll(package =>
            Read(package, majors.GetValueOrDefault(package.Module?.Path ?? "")?.Majors ?? MajorScope.All.Except, everywhere, parsed));
    }

    private static Dictionary<string, Siblings> MajorsByPath(List<Package> packages)
    {
        var majors = new Dictionary<string, Siblings>(StringComparer.OrdinalIgnoreCase);
        foreach (var package in packages)
        {
            if (package.Module is { Major: { } major, Path: var path })
            {
                majors.TryAdd(path, new Siblings([]));
                majors[path].Majors.Add(major);
            }
        }

        return majors;
    }

    private static AffectedComponent Read(
        Package package, IReadOnlySet<int> siblings, IReadOnlyList<string> everywhere, ParsedValues parsed)
    {
        var (ranges, commitRanges) = RangeParser.All(package.Entry, package.IsStaging, parsed);
        var named = new List<ComponentVersion>();
        for (var i = 0; i < package.Entry.Versions?.Count; i++)
        {
            if (RangeParser.Bound(package.Entry.Versions[i], package.IsStaging, parsed) is { IsCommit: false } version)
            {
                named.Add(version);
            }
        }

        var limited = Systems(package.Entry.EcosystemSpecific?.Imports);
        return new AffectedComponent
        {
            Component = package.Component,
            Ranges = ranges,
            CommitRanges = commitRanges,
            Versions = named,
            Majors = package.Module?.Scope(
                package.Component.HasVersionedModules, HighestMajor([.. ranges, .. commitRanges], named), siblings) ?? MajorScope.All,
            OperatingSystems = limited.Count > 0 ? limited : everywhere,
        };
    }

    private static int HighestMajor(IReadOnlyList<AffectedRange> ranges, List<ComponentVersion> versions)
    {
        var highest = 0;
        foreach (var range in ranges)
        {
            highest = Math.Max(highest, range.Introduced?.Major ?? 0);
            highest = Math.Max(highest, Math.Max(range.Fixed?.Major ?? 0, range.LastAffected?.Major ?? 0));
        }

        foreach (var version in versions)
        {
            highest = Math.Max(highest, version.Major);
        }

        return highest;
    }

    // A single import without a limit affects every operating system.
    private static IReadOnlyList<string> Systems(IReadOnlyList<AnswerImport?>? imports)
    {
        if (imports is null or { Count: 0 })
        {
            return [];
        }

        var limits = ValueParser.NotNull(imports).Select(import => Systems(import.Goos)).ToList();
        return limits.Any(limit => limit.Count == 0) ? [] : [.. limits.SelectMany(limit => limit).Distinct()];
    }

    private static IReadOnlyList<string> Systems(IReadOnlyList<string?>? names) => names is null or { Count: 0 } ? [] :
        [.. ValueParser.NotNull(names).Select(name => name.ToLowerInvariant())];

    private sealed record Siblings(HashSet<int> Majors);

    private sealed record Package(AnswerAffected Entry, Component Component, GoModule? Module, bool IsStaging)
    {
        public static Package? TryParse(AnswerAffected entry)
        {
            var name = entry.Package?.Name ?? "";
            switch (entry.Package?.Ecosystem?.ToLowerInvariant())
            {
                case null or "" or "rke2":
                    return Component.TryParse(name) is { } named ? new Package(entry, named, null, false) : null;
                case "go" or "kubernetes":
                    var module = GoModule.Parse(name);
                    var component = Component.OfModule(module.Path) ?? Component.TryParse(name);
                    return component is null ? null : new Package(entry, component, module, component.IsStaging(module.Path));
                default:
                    return null;
            }
        }
    }
}
