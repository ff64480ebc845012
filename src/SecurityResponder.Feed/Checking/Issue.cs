namespace SecurityResponder.Feed.Checking;

/// <summary>Something that is wrong with a feed.</summary>
/// <param name="IsError">Whether it is an error; a warning counts only with <c>--strict</c>.</param>
/// <param name="File">The file.</param>
/// <param name="Line">The line, from 1; null when it is about the whole file.</param>
/// <param name="Sentence">What is wrong.</param>
internal sealed record Issue(bool IsError, string File, long? Line, string Sentence)
{
    /// <summary>What the curation file can accept (<see cref="Curation.AcceptedIssue"/>); null when it must be corrected.</summary>
    public string? Subject { get; init; }

    /// <summary>E.g. <c>feed.json:7: error: v1.35.7+rke2r1 lists no components</c>.</summary>
    public override string ToString() =>
        $"{File}{(Line is null ? "" : $":{Line}")}: {(IsError ? "error" : "warning")}: {Sentence}";
}
