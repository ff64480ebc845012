namespace SecurityResponder.Options;

/// <summary>A sub-command of a program.</summary>
/// <param name="Name">The first argument, e.g. <c>completion</c>.</param>
/// <param name="Meaning">What it does, in plain text.</param>
public sealed record ProgramCommand(string Name, string Meaning)
{
    /// <summary>The values of its argument; empty if it has none.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Name and argument as in the help, e.g. <c>completion bash|zsh|fish</c>.</summary>
    public string Usage => Arguments.Count == 0 ? Name : $"{Name} {string.Join('|', Arguments)}";
}
