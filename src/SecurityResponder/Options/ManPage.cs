using System.Text;

namespace SecurityResponder.Options;

/// <summary>Prints a program's manual page in the format of <c>man</c>
/// (<see href="https://man7.org/linux/man-pages/man7/groff_man.7.html"/>).</summary>
public static class ManPage
{
    /// <summary>The page, for section 1.</summary>
    /// <param name="program">Name of the program.</param>
    /// <param name="summary">What it does, without a period.</param>
    /// <param name="commands">Its sub-commands.</param>
    /// <param name="options">Its options.</param>
    /// <param name="exitCodes">The exit codes with their meanings.</param>
    public static string Of(
        string program,
        string summary,
        IEnumerable<ProgramCommand> commands,
        IReadOnlyList<ProgramOption> options,
        IEnumerable<ProgramExit> exitCodes)
    {
        var page = new StringBuilder();
        page.Append($".TH {program.ToUpperInvariant()} 1\n.SH NAME\n{Escape(program)} \\- {Escape(summary)}\n");
        page.Append($".SH SYNOPSIS\n.B {Escape(program)}\n[\\fIflags\\fR]\n");
        page.Append(".SH COMMANDS\n");
        Append(page, commands.Select(command => (command.Usage, command.Meaning)));
        page.Append(".SH OPTIONS\n");
        Append(page, options.Where(option => option.Flag is not null).Select(option => (option.Usage, Meaning(option))));
        page.Append(".SH ENVIRONMENT\nA flag takes precedence over its variable.\n");
        Append(page, options.Where(option => option.Variable is not null).Select(option => (option.Variable!, VariableMeaning(option))));
        page.Append(".SH EXIT STATUS\n");
        Append(page, exitCodes.Select(exit => ($"{exit.Code}", exit.Meaning)));
        return page.ToString();
    }

    private static void Append(StringBuilder page, IEnumerable<(string Term, string Meaning)> entries)
    {
        foreach (var (term, meaning) in entries)
        {
            page.Append($".TP\n.B {Escape(term)}\n{Escape(meaning)}\n");
        }
    }

    private static string Meaning(ProgramOption option) =>
        Sentence(option.Meaning) + (option.Default is { } value ? $" Default: {value}." : "");

    private static string VariableMeaning(ProgramOption option) => option.Flag is { } flag ? $"See {flag}." : Meaning(option);

    private static string Sentence(string meaning) => char.ToUpperInvariant(meaning[0]) + meaning[1..] + ".";

    // A backslash begins an escape, a hyphen may be printed as a dash, and a leading period or quote begins a request.
    private static string Escape(string text)
    {
        var escaped = text.Replace("\\", "\\e", StringComparison.Ordinal).Replace("-", "\\-", StringComparison.Ordinal);
        return escaped[0] is '.' or '\'' ? "\\&" + escaped : escaped;
    }
}
