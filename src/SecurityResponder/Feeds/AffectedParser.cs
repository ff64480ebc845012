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

        return All(packages, everywhere, parsed);
    }

    private static List<AffectedComponent> All(List<Package> packages, IReadOnlyList<string> everywhere, ParsedValues parsed)
    {
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
            CommitRanges = commitRanges.Count == 0 ? [] : commitRanges,
            Versions = named,
            Majors = package.Module?.Scope(
                package.Component.HasVersionedModules, HighestMajor(ranges, commitRanges, named), siblings) ?? MajorScope.All,
            OperatingSystems = limited.Count > 0 ? limited : everywhere,
        };
    }

    private static int HighestMajor(List<AffectedRange> ranges, List<AffectedRange> commitRanges, List<ComponentVersion> versions)
    {
        var highest = Math.Max(HighestMajor(ranges), HighestMajor(commitRanges));
        foreach (var version in versions)
        {
            highest = Math.Max(highest, version.Major);
        }

        return highest;
    }

    private static int HighestMajor(List<AffectedRange> ranges)
    {
        var highest = 0;
        foreach (var range in ranges)
        {
            highest = Math.Max(highest, range.Introduced?.Major ?? 0);
            highest = Math.Max(highest, Math.Max(range.Fixed?.Major ?? 0, range.LastAffected?.Major ?? 0));
        }

        return highest;
    }

    // A single import without a limit affects every operating system.
    private static IReadOnlyList<string> Systems(IReadOnlyList<AnswerImport?>? imports)
    {
        List<string>? all = null;
        for (var i = 0; i < imports?.Count; i++)
        {
            if (imports[i] is not { } import)
            {
                continue;
            }

            var systems = Systems(import.Goos);
            if (systems.Count == 0)
            {
                return [];
            }

            (all ??= []).AddRange(systems);
        }

        return all is null ? [] : [.. all.Distinct()];
    }

    private static IReadOnlyList<string> Systems(IReadOnlyList<string?>? names) => names is null or { Count: 0 } ? [] :
        [.. ValueParser.NotNull(names).Select(name => name.ToLowerInvariant())];

    private sealed record Siblings(HashSet<int> Majors);

    private sealed record Package(AnswerAffected Entry, Component Component, GoModule? Module, bool IsStaging)
    {
        public static Package? TryParse(AnswerAffected entry)
        {
            var name = entry.Package?.Name ?? "";
            var ecosystem = entry.Package?.Ecosystem ?? "";
            if (ecosystem.Length == 0 || Is(ecosystem, "rke2"))
            {
                return Component.TryParse(name) is { } named ? new Package(entry, named, null, false) : null;
            }

            if (!Is(ecosystem, "go") && !Is(ecosystem, "kubernetes"))
            {
                return null;
            }

            var module = GoModule.Parse(name);
            var component = Component.OfModule(module.Path) ?? Component.TryParse(name);
            return component is null ? null : new Package(entry, component, module, component.IsStaging(module.Path));
        }

        private static bool Is(string ecosystem, string name) => ecosystem.Equals(name, StringComparison.OrdinalIgnoreCase);
    }
}
