using System.Text.RegularExpressions;

namespace SecurityResponder.Client.Tests.Printing;

/// <summary>The program on a real pseudo-terminal, which script(1) makes.</summary>
public sealed class PseudoTerminalTests
{
    private const string Script = "/usr/bin/script";

    private static readonly string Feed = Path.Combine(Path.GetDirectoryName(ClientRun.Dump)!, "feed.json");

    [Theory]
    [InlineData(60)]
    [InlineData(100)]
    public async Task The_help_fits_the_terminal(int columns)
    {
        var lines = await LinesAsync(columns, [], "--help");

        Assert.All(lines, line => Assert.InRange(line.Length, 0, columns));
        Assert.Contains(lines, line => line.Length > columns - 15);
        Assert.Contains("Exit code:", lines);
    }

    [Theory]
    [InlineData(60)]
    [InlineData(80)]
    public async Task The_result_fits_the_terminal_and_is_coloured(int columns)
    {
        var lines = await LinesAsync(columns, [], "--cluster-dump", ClientRun.Dump, "--feed", Feed, "--quiet");

        Assert.Contains(lines, line => line.Contains("\u001b[1;31mcritical\u001b[0m", StringComparison.Ordinal));
        Assert.All(lines, line => Assert.InRange(Regex.Replace(line, "\u001b\\[[0-9;]*m", "").Length, 0, columns));
    }

    [Theory]
    [InlineData("NO_COLOR", "1")]
    [InlineData("TERM", "dumb")]
    public async Task The_result_has_no_colour_where_it_is_not_wanted(string variable, string value)
    {
        var lines = await LinesAsync(
            80, new() { [variable] = value }, "--cluster-dump", ClientRun.Dump, "--feed", Feed, "--quiet");

        Assert.Contains(lines, line => line.TrimStart().StartsWith("critical", StringComparison.Ordinal));
        Assert.All(lines, line => Assert.DoesNotContain('\u001b', line));
    }

    private static async Task<string[]> LinesAsync(int columns, Dictionary<string, string> environment, params string[] arguments)
    {
        Assert.SkipUnless(File.Exists(Script), "script is not installed");
        var command = $"stty cols {columns} && exec '{ClientProcess.Program}' {string.Join(' ', arguments.Select(text => $"'{text}'"))}";
        environment.TryAdd("TERM", "xterm");

        var run = await ClientProcess.RunProgramAsync(Script, environment, "--quiet", "--return", "--command", command, "/dev/null");

        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        // .NET switches the keypad of a terminal on, and with it nothing that is visible.
        var text = run.Output.Replace("\u001b[?1h\u001b=", "", StringComparison.Ordinal);
        return text.Replace("\r", "", StringComparison.Ordinal).Split('\n');
    }
}
