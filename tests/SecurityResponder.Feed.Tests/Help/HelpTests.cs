namespace SecurityResponder.Feed.Tests.Help;

public sealed class HelpTests
{
    public static TheoryData<string> Commands =>
        ["build", "check", "diff", "explain", "export", "report", "sign", "verify", "image"];

    [Theory, MemberData(nameof(Commands))]
    public void The_help_of_a_command_has_examples_that_are_valid_and_the_exit_codes(string command)
    {
        var run = Run.Of(command, "--help");
        var examples = run.Output.Split('\n').Where(line => line.StartsWith("  security-responder-feed ", StringComparison.Ordinal))
            .Where(line => !line.Contains('<', StringComparison.Ordinal))
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.NotEmpty(examples);
        Assert.Contains("Examples:", run.Output, StringComparison.Ordinal);
        Assert.Contains("Exit codes:\n  0  success\n  1  ", run.Output, StringComparison.Ordinal);
        Assert.All(examples, words =>
        {
            Assert.Equal(command, words[1]);
            // With --help behind it, a command line is parsed and not run: an unknown option would be an error.
            Assert.Equal(0, Run.Of([.. words[1..], "--help"]).ExitCode);
        });
    }

    [Theory, MemberData(nameof(Commands))]
    public void The_help_of_the_program_lists_every_command(string command) =>
        Assert.Contains($"\n  {command} ", Run.Of("--help").Output, StringComparison.Ordinal);

    [Fact]
    public void The_help_and_the_document_give_the_same_exit_codes()
    {
        var help = Run.Of("--help").Output;
        var rows = File.ReadAllLines(SharedData.Repository("docs/feed-tool.md"))
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal) && line.Length > 3 && char.IsAsciiDigit(line[2])).ToList();

        Assert.Equal(3, rows.Count);
        Assert.All(rows.Select(row => row.Split('|')), cells =>
            Assert.Contains($"  {cells[1].Trim()}  {cells[2].Trim()}\n", help, StringComparison.Ordinal));
    }
}
