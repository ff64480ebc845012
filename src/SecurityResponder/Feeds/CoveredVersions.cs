using SecurityResponder.Components;
using SecurityResponder.Protocol;

namespace SecurityResponder.Feeds;

/// <summary>Versions of a component for which an answer's advisories are complete.</summary>
/// <param name="Component">The component.</param>
/// <param name="From">The first version.</param>
/// <param name="To">The last version.</param>
public sealed record CoveredVersions(Component Component, ComponentVersion From, ComponentVersion To)
{
    /// <summary>Every version of a component.</summary>
    public static CoveredVersions Everything(Component component) =>
        new(component, ComponentVersion.TryParse("0.0.0-0")!, ComponentVersion.TryParse($"{int.MaxValue}.0.0")!);

    /// <summary>Whether every version is covered.</summary>
    public bool IsEverything => To.Major == int.MaxValue;

    /// <summary>Whether a version of a component is covered.</summary>
    public bool Includes(Component component, ComponentVersion version) =>
        component == Component && version.CompareToBound(From) >= 0 && version.CompareToBound(To) <= 0;

    /// <summary>Parses the entries of an answer. Unreadable ones cover nothing.</summary>
    internal static IReadOnlyList<CoveredVersions> All(IReadOnlyList<AnswerCover?> covers)
    {
        var all = new List<CoveredVersions>();
        foreach (var cover in ValueParser.NotNull(covers))
        {
            if (Component.TryParse(cover.Component) is { } component
                && ComponentVersion.TryParse(cover.From) is { } from && ComponentVersion.TryParse(cover.To) is { } to)
            {
                all.Add(new CoveredVersions(component, from, to));
            }
        }

        return all;
    }
}
