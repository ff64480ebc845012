using System.Globalization;

namespace SecurityResponder.Components;

/// <summary>A Go module's path without its major version suffix, and that major version.</summary>
/// <param name="Path">E.g. <c>github.com/containerd/containerd</c>.</param>
/// <param name="Major">E.g. 2 for <c>…/v2</c> and <c>gopkg.in/….v2</c>; null when the path has no suffix.</param>
internal readonly record struct GoModule(string Path, int? Major)
{
    /// <summary>Parses a module path (<see href="https://go.dev/ref/mod#major-version-suffixes"/>).</summary>
    public static GoModule Parse(string path)
    {
        var mark = path.StartsWith("gopkg.in/", StringComparison.Ordinal) ? ".v" : "/v";
        var at = path.LastIndexOf(mark, StringComparison.Ordinal);
        if (at < 0)
        {
            return new GoModule(path, null);
        }

        return int.TryParse(path.AsSpan(at + 2), NumberStyles.None, CultureInfo.InvariantCulture, out var major)
            ? new GoModule(path[..at], major)
            : new GoModule(path, null);
    }

    /// <summary>The major versions that this module's entry in an advisory covers.</summary>
    /// <param name="hasVersionedModules">Whether the component's later major versions are modules with paths of their own.</param>
    /// <param name="highestNamed">The highest major version that the entry itself names.</param>
    /// <param name="siblings">Major versions of the component's other entries in the advisory.</param>
    /// <remarks>
    /// Without a suffix these are all major versions without an entry of their own. For a component with versioned modules they are 0 and
    /// 1, unless the entry names a higher one: then later tags of the module are <c>+incompatible</c>, or no Go versions.
    /// </remarks>
    public MajorScope Scope(bool hasVersionedModules, int highestNamed, IReadOnlySet<int> siblings)
    {
        if (Major is { } only)
        {
            return MajorScope.All with { First = only, Last = only };
        }

        return hasVersionedModules && highestNamed < 2 ? MajorScope.Unversioned
            : siblings.Count == 0 ? MajorScope.All
            : MajorScope.All with { Except = siblings };
    }
}
