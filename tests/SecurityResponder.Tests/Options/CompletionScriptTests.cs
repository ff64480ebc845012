using SecurityResponder.Options;

namespace SecurityResponder.Tests.Options;

/// <summary>The client's tests source the scripts in real shells; these tests show every kind of option.</summary>
public sealed class CompletionScriptTests
{
    private static readonly ProgramOption[] All =
    [
        new("--mode", "APP_MODE", "MODE", "what it's for", null) { Values = ["a", "b"] },
        new("--output", null, "FORMAT", "the format", null) { ShortFlag = "-o" },
        new("--file", null, "FILE", "a file", null),
        new("--verbose", null, null, "log debug lines", null),
        new(null, "APP_BUNDLE", "FILE", "a file of the environment", null),
    ];

    private static readonly ProgramCommand[] Commands =
    [
        new("help", "print the help"),
        new("completion", "print a script") { Arguments = ["bash", "zsh"] },
    ];

    [Fact]
    public void Fish_completes_commands_values_and_files() => Assert.Equal(
        """
        # fish completion for app: app completion fish | source
        complete -c app -f
        complete -c app -n __fish_use_subcommand -a help -d 'print the help'
        complete -c app -n __fish_use_subcommand -a completion -d 'print a script'
        complete -c app -n '__fish_seen_subcommand_from completion' -a 'bash zsh'
        complete -c app -l mode -x -a 'a b' -d 'what it\'s for'
        complete -c app -s o -l output -x -d 'the format'
        complete -c app -l file -r -F -d 'a file'
        complete -c app -l verbose -d 'log debug lines'

        """,
        CompletionScript.Of("fish", "app", Commands, All));

    [Theory]
    [InlineData("--mode) words=\"a b\" ;;")]
    [InlineData("-o|--output) : ;;")]
    [InlineData("--file) words=_files ;;")]
    [InlineData("completion) words=\"bash zsh\" ;;")]
    public void Bash_has_a_case_for_each_word_that_needs_a_value(string expected) =>
        Assert.Contains(expected, CompletionScript.Of("bash", "app", Commands, All), StringComparison.Ordinal);

    [Theory]
    [InlineData("bash", "--verbose)")]
    [InlineData("bash", "help)")]
    [InlineData("bash", "APP_BUNDLE")]
    [InlineData("zsh", "APP_BUNDLE")]
    [InlineData("fish", "APP_BUNDLE")]
    [InlineData("fish", "__fish_seen_subcommand_from help")]
    public void A_switch_takes_no_value_and_a_variable_is_no_flag(string shell, string unexpected) =>
        Assert.DoesNotContain(unexpected, CompletionScript.Of(shell, "app", Commands, All), StringComparison.Ordinal);

    [Theory]
    [InlineData("(a b)")]
    [InlineData("_files")]
    [InlineData("--verbose")]
    public void Zsh_names_values_and_files(string expected) =>
        Assert.Contains(expected, CompletionScript.Of("zsh", "app", Commands, All), StringComparison.Ordinal);

    [Fact]
    public void Another_shell_is_refused() =>
        Assert.Equal("bash, zsh or fish", Assert.Throws<FormatException>(() => CompletionScript.Of("csh", "app", Commands, All)).Message);
}
