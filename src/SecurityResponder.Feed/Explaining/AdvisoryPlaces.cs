using SecurityResponder.Advisories;
using SecurityResponder.Feed.Collecting;
using SecurityResponder.Feed.Curation;
using SecurityResponder.Feed.Merging;
using SecurityResponder.Feed.Vulnerabilities;

namespace SecurityResponder.Feed.Explaining;

/// <summary>Finds where the facts about an advisory stand in the sources.</summary>
/// <param name="sources">The sources.</param>
/// <param name="lines">Finds the lines.</param>
/// <param name="advisory">The advisory.</param>
internal sealed class AdvisoryPlaces(CollectedSources sources, SourceLines lines, Advisory advisory)
{
    private readonly HashSet<string> _ids = advisory.Aliases.Prepend(advisory.Id).ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The line with the id of an entry.</summary>
    public SourcePlace Of(SourceEntry entry) => new(
        $"{entry.Trust.Name()} {entry.Advisory.Id}", entry.File,
        lines.Find(entry.File, entry.Trust == Trust.Curation ? $"id: {entry.Advisory.Id}" : $"\"{entry.Advisory.Id}\""));

    /// <summary>The line with the rating that is used; null when the advisory is unrated.</summary>
    public SourcePlace? OfSeverity(AdvisoryOrigin origin)
    {
        if (origin.Ratings.Count == 0)
        {
            return null;
        }

        var used = origin.Ratings[0].Ratings[0];
        return origin.Entries.FirstOrDefault(entry => entry.Ratings.Contains(used)) is { } entry
            ? new SourcePlace($"{entry.Trust.Name()} {entry.Advisory.Id}", entry.File, lines.Find(entry.File, $"\"{used.Score}\""))
            : sources.Curation.Ratings.FirstOrDefault(rating => _ids.Contains(rating.Id) && rating.Rating == used) is { } curated
                ? Curated(curated.Id, curated.Reason) : null;
    }

    /// <summary>The line of the curation with a condition; null when no entry has it.</summary>
    public SourcePlace? Of(AdvisoryCondition condition) => sources.Curation.Advisories
        .FirstOrDefault(curated => _ids.Contains(curated.Id) && curated.Conditions.Any(one =>
            one.Component == condition.Component?.Name && one.Reason == condition.Reason && one.Source == condition.Source)) is { } found
            ? Curated(found.Id, found.Reason) : null;

    /// <summary>The line of the curation with the required action; null when no entry has one.</summary>
    public SourcePlace? OfRequiredAction() => sources.Curation.Advisories
        .FirstOrDefault(curated => _ids.Contains(curated.Id) && curated.RequiredAction is not null) is { } found
            ? Curated(found.Id, found.Reason) : null;

    /// <summary>The line with a VEX statement: that of its product below the id. Null when no document has it.</summary>
    public SourcePlace? Of(VexStatement statement)
    {
        var found = sources.Vex.FirstOrDefault(entry => entry.Ids.Any(_ids.Contains) && entry.Statement.Source == statement.Source
            && entry.Statement.Component == statement.Component.Name && entry.Statement.Product == statement.Product);
        if (found is null)
        {
            return null;
        }

        var id = $"\"{found.Ids.First(_ids.Contains)}\"";
        var image = statement.Product?.Split('/')[^1] ?? statement.Component.Name;
        return new SourcePlace("OpenVEX", found.File, lines.Find(found.File, id, image) ?? lines.Find(found.File, id));
    }

    private SourcePlace Curated(string id, CurationReason reason) => new($"curation {id}", sources.CurationPath!, reason.Line);
}
