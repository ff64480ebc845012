namespace SecurityResponder.Options;

/// <summary>An option of a program, set by a flag, an environment variable, or both. Help, documentation and parsing use the same
/// list.</summary>
/// <param name="Flag">The flag, e.g. <c>--mode</c>; null when only the environment sets the option.</param>
/// <param name="Variable">The environment variable, e.g. <c>SECURITY_RESPONDER_MODE</c>; null when only the flag sets it.</param>
/// <param name="Placeholder">The name of the value in the help, e.g. <c>FILE</c>; null for a switch.</param>
/// <param name="Meaning">What the option does, in plain text.</param>
/// <param name="Default">The value without the option, in plain text; null when there is none.</param>
public record ProgramOption(string? Flag, string? Variable, string? Placeholder, string Meaning, string? Default)
{
    /// <summary>A short form of the flag, e.g. <c>-o</c>; null when there is none.</summary>
    public string? ShortFlag { get; init; }

    /// <summary>The values to choose from, for completion in a shell; empty for any text.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>Whether the value is a file.</summary>
    public bool IsFile => Placeholder?.StartsWith("FILE", StringComparison.Ordinal) is true;

    /// <summary>Whether the flag needs no value.</summary>
    public bool IsSwitch => Placeholder is null;

    /// <summary>Number of values that follow the flag: the number of words in the placeholder.</summary>
    public int ValueCount => Placeholder is null ? 0 : Placeholder.Split(' ').Length;

    /// <summary>Flags and placeholder as in the help, e.g. <c>--mode MODE</c> or <c>-o, --output FORMAT</c>; the variable when there is
    /// no flag.</summary>
    public string Usage
    {
        get
        {
            var flags = ShortFlag is null ? Flag : $"{ShortFlag}, {Flag}";
            return flags is null ? Variable ?? "" : IsSwitch ? flags : $"{flags} {Placeholder}";
        }
    }
}

/// <summary>An option that sets a value in the options object of its program.</summary>
/// <param name="Flag">See <see cref="ProgramOption"/>.</param>
/// <param name="Variable">See <see cref="ProgramOption"/>.</param>
/// <param name="Placeholder">See <see cref="ProgramOption"/>.</param>
/// <param name="Meaning">See <see cref="ProgramOption"/>.</param>
/// <param name="Default">See <see cref="ProgramOption"/>.</param>
/// <param name="Set">Returns the options with a value; throws <see cref="FormatException"/> with the expected form of the value.</param>
public sealed record ProgramOption<TOptions>(
    string? Flag, string? Variable, string? Placeholder, string Meaning, string? Default, Func<TOptions, string, TOptions> Set)
    : ProgramOption(Flag, Variable, Placeholder, Meaning, Default)
{
    /// <summary>Returns the options with the value of the environment variable. An empty variable counts as unset: a chart sets it to ""
    /// where a value is left empty.</summary>
    /// <exception cref="FormatException">The value is invalid; the message names the variable, the value and what was expected.</exception>
    public TOptions FromEnvironment(TOptions options, Func<string, string?> environment) =>
        Variable is not null && environment(Variable) is { Length: > 0 } value ? With(options, Variable, value) : options;

    /// <summary>Returns the options with a value that was set under a name, the flag or the variable.</summary>
    /// <exception cref="FormatException">The value is invalid; the message names the option, the value and what was expected.</exception>
    public TOptions With(TOptions options, string name, string value)
    {
        try
        {
            return Set(options, value);
        }
        catch (FormatException exception)
        {
            throw new FormatException($"{name} is \"{OptionValue.Redact(value)}\", expected {exception.Message}", exception);
        }
    }
}
