using System.Text;

namespace SecurityResponder.Options;

/// <summary>Prints a program's options, as help text or as a Markdown table.</summary>
public static class OptionTable
{
    private const int MeaningColumn = 27;

    // In a narrow terminal, the longest words would not fit beside the flags.
    private const int WideColumns = 80;
    private const int NarrowMeaningColumn = 8;

    /// <summary>The width of help in a file or a pipe.</summary>
    public const int MaxColumns = 100;

    /// <summary>The options for <c>--help</c>: one entry each, indented, with a line break at the end.</summary>
    /// <param name="options">The options.</param>
    /// <param name="columns">The width in columns.</param>
    public static string Help(IEnumerable<ProgramOption> options, int columns = MaxColumns)
    {
        var text = new StringBuilder();
        var indent = columns < WideColumns ? NarrowMeaningColumn : MeaningColumn;
        foreach (var option in options)
        {
            WrappedText.AppendEntry(text, "  " + option.Usage, Description(option), indent, columns);
        }

        return text.ToString();
    }

    /// <summary>The options as a Markdown table with a line break at the end.</summary>
    public static string Markdown(IEnumerable<ProgramOption> options)
    {
        var text = new StringBuilder("| flag | variable | meaning | default |\n| --- | --- | --- | --- |\n");
        foreach (var option in options)
        {
            text.Append("| ").Append(Code(option.Flag is null ? null : option.Usage)).Append(" | ").Append(Code(option.Variable))
                .Append(" | ").Append(Escape(option.Meaning)).Append(" | ").Append(Escape(option.Default ?? "")).Append(" |\n");
        }

        return text.ToString();
    }

    private static string Description(ProgramOption option) => option.Meaning
        + (option.Default is { } value ? $" (default: {value})" : "")
        + (option.Flag is not null && option.Variable is { } variable ? $" [{variable}]" : "");

    private static string Code(string? text) => text is null ? "" : $"`{Escape(text)}`";

    private static string Escape(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
