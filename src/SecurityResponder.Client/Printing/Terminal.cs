using System.Globalization;
using SecurityResponder.Options;

namespace SecurityResponder.Client.Printing;

/// <summary>What standard output is connected to.</summary>
/// <param name="IsTerminal">Whether it is a terminal, not a file or a pipe.</param>
/// <param name="Columns">The width in columns.</param>
/// <param name="HasColor">Whether colours may be used.</param>
internal sealed record Terminal(bool IsTerminal, int Columns, bool HasColor)
{
    /// <summary>The width of a terminal of unknown width, and of a file.</summary>
    public const int DefaultColumns = 80;

    private const int MinColumns = 40;
    private const int MinHelpColumns = 60;

    /// <summary>The width of the help in columns: that of the terminal, 60 to 100; 100 for a file or a pipe.</summary>
    public int HelpColumns { get; private init; } = OptionTable.MaxColumns;

    /// <summary>The terminal of this process.</summary>
    public static Terminal OfConsole(Func<string, string?> environment) =>
        Console.IsOutputRedirected ? Of(false, null, environment) : Of(true, Console.WindowWidth, environment);

    /// <summary>The terminal of an environment.</summary>
    /// <param name="isTerminal">Whether standard output is a terminal.</param>
    /// <param name="width">The terminal's width; null when unknown.</param>
    /// <param name="environment">Reads an environment variable: <c>COLUMNS</c>, <c>NO_COLOR</c>
    /// (<see href="https://no-color.org/"/>) and <c>TERM</c>.</param>
    public static Terminal Of(bool isTerminal, int? width, Func<string, string?> environment)
    {
        int? columns = int.TryParse(environment("COLUMNS"), NumberStyles.None, CultureInfo.InvariantCulture, out var set) && set > 0
            ? set
            : isTerminal && width is > 0 ? width : null;
        var hasColor = isTerminal && string.IsNullOrEmpty(environment("NO_COLOR")) && environment("TERM") is not "dumb";
        return new Terminal(isTerminal, Math.Clamp(columns ?? DefaultColumns, MinColumns, DefaultColumns), hasColor)
        {
            HelpColumns = isTerminal && columns is { } known
                ? Math.Clamp(known, MinHelpColumns, OptionTable.MaxColumns)
                : OptionTable.MaxColumns,
        };
    }
}
