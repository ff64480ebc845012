using System.Text;

namespace SecurityResponder.Options;

/// <summary>Prints a program's options, as help text or as a Markdown table.</summary>
public static class OptionTable
{
    private const int MeaningColumn = 27;
    private const int MaxColumns = 100;

    /// <summary>The options for <c>--help</c>: one entry each, indented, at most 100 columns wide, with a line break at the end.</summary>
    public static string Help(IEnumerable<ProgramOption> options)
    {
        var text = new StringBuilder();
        foreach (var option in options)
        {
            AppendHelp(text, option);
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

    private static void AppendHelp(StringBuilder text, ProgramOption option)
    {
        text.Append("  ").Append(option.Usage);
        var column = option.Usage.Length + 2;
        if (column >= MeaningColumn)
        {
            NewLine(text, ref column);
        }

        text.Append(' ', MeaningColumn - column);
        column = MeaningColumn;
        foreach (var word in Description(option).Split(' '))
        {
            if (column > MeaningColumn && column + 1 + word.Length > MaxColumns)
            {
                NewLine(text, ref column);
                text.Append(' ', MeaningColumn);
                column = MeaningColumn;
            }

            text.Append(column > MeaningColumn ? " " : "").Append(word);
            column += word.Length + 1;
        }

        text.Append('\n');
    }

    private static void NewLine(StringBuilder text, ref int column)
    {
        text.Append('\n');
        column = 0;
    }

    private static string Description(ProgramOption option) => option.Meaning
        + (option.Default is { } value ? $" (default: {value})" : "")
        + (option.Flag is not null && option.Variable is { } variable ? $" [{variable}]" : "");

    private static string Code(string? text) => text is null ? "" : $"`{Escape(text)}`";

    private static string Escape(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
