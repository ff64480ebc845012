namespace SecurityResponder.Feed.Checking;

/// <summary>How much an issue counts.</summary>
internal enum IssueLevel
{
    /// <summary>The feed must not be published.</summary>
    Error,

    /// <summary>A person must look; an error with <c>--strict</c>.</summary>
    Warning,

    /// <summary>The feed is right: something can be tidied up.</summary>
    Note,
}

/// <summary>Something wrong with a feed.</summary>
/// <param name="Level">How much it counts.</param>
/// <param name="File">The file.</param>
/// <param name="Line">The line, from 1; null when it is about the whole file.</param>
/// <param name="Sentence">What is wrong.</param>
internal sealed record Issue(IssueLevel Level, string File, long? Line, string Sentence)
{
    /// <summary>What the curation file can accept (<see cref="Curation.AcceptedIssue"/>); null when it must be corrected.</summary>
    public string? Subject { get; init; }

    /// <summary>E.g. <c>feed.json:7: error: v1.35.7+rke2r1 lists no components</c>.</summary>
    public override string ToString() => $"{File}{(Line is null ? "" : $":{Line}")}: {Name}: {Sentence}";

    private string Name => Level switch
    {
        IssueLevel.Error => "error",
        IssueLevel.Warning => "warning",
        _ => "note",
    };
}
