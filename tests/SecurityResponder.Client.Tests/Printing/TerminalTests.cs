using System.Text.RegularExpressions;
using CsCheck;
using SecurityResponder.Client.Printing;
using SecurityResponder.Client.Settings;

namespace SecurityResponder.Client.Tests.Printing;

/// <summary>Width and colour.</summary>
public sealed class TerminalTests
{
    [Theory]
    [InlineData(40)]
    [InlineData(60)]
    [InlineData(80)]
    public void No_line_of_a_text_is_longer_than_the_terminal(int columns) =>
        Assert.All([Printed.ClusterResult, Printed.ReleaseResult, Printed.Comparison], result =>
            Assert.All(Printed.Text(result, OutputFormat.Text, columns).Split('\n'), line => Assert.InRange(line.Length, 0, columns)));

    [Fact]
    public void Wide_rows_stay_whole() => Assert.Single(
        Printed.Text(Printed.ClusterResult, OutputFormat.Wide, 60).Split('\n'),
        line => line.StartsWith("critical", StringComparison.Ordinal) && line.Contains("9 of 13 nodes", StringComparison.Ordinal)
            && line.EndsWith("https://www.cve.org/CVERecord?id=CVE-2026-0001", StringComparison.Ordinal));

    [Fact]
    public void Wrapping_keeps_every_word_and_the_width() => Gen
        .Select(Gen.String[Gen.Char['a', 'f'], 0, 90].Array[0, 12], Gen.Int[10, 100])
        .Sample((words, columns) =>
        {
            var output = new System.Text.StringBuilder();
            WordWrap.Append(output, string.Join(' ', words), columns, 2, 4);

            Assert.All(output.ToString().Split('\n'), line => Assert.InRange(line.Length, 0, columns));
            Assert.Equal(string.Concat(words), Regex.Replace(output.ToString(), @"\s", ""));
        });

    [Theory]
    [InlineData(true, null, null, true)]
    [InlineData(true, "NO_COLOR", "1", false)]
    [InlineData(true, "NO_COLOR", "", true)]
    [InlineData(true, "TERM", "dumb", false)]
    [InlineData(true, "TERM", "xterm-256color", true)]
    [InlineData(false, null, null, false)]
    public void Colour_is_for_terminals_that_allow_it(bool isTerminal, string? variable, string? value, bool expected) =>
        Assert.Equal(expected, Terminal.Of(isTerminal, 80, name => name == variable ? value : null).HasColor);

    [Theory]
    [InlineData(true, 60, null, 60)]
    [InlineData(true, 200, null, 80)]
    [InlineData(true, 10, null, 40)]
    [InlineData(true, null, null, 80)]
    [InlineData(true, 0, null, 80)]
    [InlineData(false, 60, null, 80)]
    [InlineData(false, null, "60", 60)]
    [InlineData(true, 70, "60", 60)]
    [InlineData(true, 70, "wide", 70)]
    public void The_width_is_that_of_the_terminal_up_to_80(bool isTerminal, int? width, string? columns, int expected) =>
        Assert.Equal(expected, Terminal.Of(isTerminal, width, name => name == "COLUMNS" ? columns : null).Columns);

    [Theory]
    [InlineData(true, 60, null, 60)]
    [InlineData(true, 20, null, 60)]
    [InlineData(true, 90, null, 90)]
    [InlineData(true, 200, null, 100)]
    [InlineData(true, 0, null, 100)]
    [InlineData(true, 90, "70", 70)]
    [InlineData(false, null, null, 100)]
    [InlineData(false, null, "70", 100)]
    public void Help_is_as_wide_as_the_terminal_from_60_to_100(bool isTerminal, int? width, string? columns, int expected) =>
        Assert.Equal(expected, Terminal.Of(isTerminal, width, name => name == "COLUMNS" ? columns : null).HelpColumns);

    [Theory]
    [InlineData(60)]
    [InlineData(79)]
    [InlineData(100)]
    public void No_line_of_the_help_is_longer_than_the_terminal(int columns) =>
        Assert.All(HelpText.Of(columns).Split('\n'), line => Assert.InRange(line.Length, 0, columns));

    [Theory]
    [InlineData(nameof(OutputFormat.Text))]
    [InlineData(nameof(OutputFormat.Wide))]
    public void Only_severities_are_coloured_and_the_layout_is_the_same(string format)
    {
        var plain = Printed.Text(Printed.ClusterResult, Enum.Parse<OutputFormat>(format));
        var colored = Printed.Text(Printed.ClusterResult, Enum.Parse<OutputFormat>(format), hasColor: true);

        Assert.Contains("\u001b[1;31mcritical\u001b[0m", colored);
        Assert.Equal(plain, Regex.Replace(colored, "\u001b\\[[0-9;]*m", ""));
        Assert.All(
            Regex.Matches(colored, "\u001b\\[[1-9;]+m(?<word>[^\u001b]*)"),
            match => Assert.Contains(match.Groups["word"].Value, (string[])["critical", "high", "medium", "unrated"]));
    }

    [Fact]
    public void A_pipe_never_gets_colour() => Assert.DoesNotContain('\u001b', Printed.Text(Printed.ClusterResult, OutputFormat.Text));
}
