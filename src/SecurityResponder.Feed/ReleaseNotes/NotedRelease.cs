using SecurityResponder.Releases;

namespace SecurityResponder.Feed.ReleaseNotes;

/// <summary>A release as its release notes describe it.</summary>
/// <param name="Version">The version.</param>
/// <param name="ReleasedOn">The day of the release; null when the table does not say.</param>
/// <param name="Components">Versions by name, e.g. <c>canal-calico</c> → <c>v3.32.1</c>.</param>
/// <param name="IsPrimeOnly">Whether only RKE2 Prime customers can take it.</param>
/// <param name="GoVersion">The Go version that built it, e.g. <c>1.25.12</c>; null when the text does not name it.</param>
/// <param name="File">The file.</param>
/// <param name="Line">The line of its row, from 1.</param>
internal sealed record NotedRelease(
    ReleaseVersion Version,
    DateOnly? ReleasedOn,
    IReadOnlyDictionary<string, string> Components,
    bool IsPrimeOnly,
    string? GoVersion,
    string File,
    int Line);

/// <summary>Something in a source that is not used, with the reason.</summary>
/// <param name="File">The file.</param>
/// <param name="Line">The line, from 1; null when it is about the whole file.</param>
/// <param name="Sentence">E.g. <c>the cell "Version" under Traefik is no version</c>.</param>
internal sealed record Remark(string File, long? Line, string Sentence)
{
    /// <summary>E.g. <c>v1.34.X.md:20: the cell "Version" under Traefik is no version</c>.</summary>
    public override string ToString() => Line is null ? $"{File}: {Sentence}" : $"{File}:{Line}: {Sentence}";
}
