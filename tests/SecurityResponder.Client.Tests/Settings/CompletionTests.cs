using System.Diagnostics;

namespace SecurityResponder.Client.Tests.Settings;

/// <summary>The completion scripts, sourced by the shells themselves.</summary>
public sealed class CompletionTests : IDisposable
{
    // Types a line and a tab into an interactive zsh, and prints the screen once the completed word is there.
    private const string TypeIntoZsh = """
        zmodload zsh/zpty
        zpty shell zsh -f -i
        zpty -w shell "PS1='> '; autoload -Uz compinit && compinit -u -D; source $1; print lo''aded"
        zpty -r -m shell screen '*loaded*'
        zpty -w -n shell "$2"$'\t'
        zpty -r -m shell screen "*$3*"
        print -r -- "$screen"
        """;

    private const string CompleteInBash = """
        source "$1"; shift
        COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
        _security_responder
        echo "${COMPREPLY[@]}"
        """;

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("completion-");

    public void Dispose() => _directory.Delete(recursive: true);

    [Theory]
    [InlineData("help version completion", "")]
    [InlineData("bash zsh fish", "completion", "")]
    [InlineData("--mode", "--mo")]
    [InlineData("recommended minimal", "--mode", "")]
    [InlineData("minimal", "--mode", "=", "mi")]
    [InlineData("recommended minimal", "--mode", "=")]
    [InlineData("text wide json yaml markdown", "-o", "")]
    [InlineData("", "--endpoint", "")]
    public async Task Bash_completes_commands_flags_and_values(string expected, params string[] words)
    {
        var script = await ScriptAsync("bash");

        var run = await RunAsync("bash", ["--norc", "-c", CompleteInBash, "bash", script, "security-responder", .. words]);

        Assert.Equal((0, expected + "\n", ""), run);
    }

    [Fact]
    public async Task Bash_completes_files_where_a_file_is_expected()
    {
        var file = Path.Combine(_directory.FullName, "feed.json");
        await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);

        var run = await RunAsync(
            "bash", "--norc", "-c", CompleteInBash, "bash", await ScriptAsync("bash"), "security-responder", "--feed", file[..^4]);

        Assert.Equal((0, file + "\n", ""), run);
    }

    [Theory]
    [InlineData("security-responder --mode mi", "--mode minimal")]
    [InlineData("security-responder --mode=mi", "--mode=minimal")]
    [InlineData("security-responder comp", "completion")]
    [InlineData("security-responder completion fi", "completion fish")]
    [InlineData("security-responder --ignore-u", "--ignore-unknown")]
    public async Task Zsh_completes_commands_flags_and_values(string typed, string expected)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/zsh"), "zsh is not installed");
        var driver = Path.Combine(_directory.FullName, "driver.zsh");
        await File.WriteAllTextAsync(driver, TypeIntoZsh, TestContext.Current.CancellationToken);

        var run = await RunAsync("timeout", "60", "zsh", "-f", driver, await ScriptAsync("zsh"), typed, expected);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains(expected, run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_shell_gets_every_flag()
    {
        var scripts = await Task.WhenAll(SecurityResponder.Options.CompletionScript.Shells.Select(ScriptAsync));
        var flags = Client.Settings.ClientOptionTable.All.Select(option => option.Flag).OfType<string>().ToList();

        Assert.All(scripts, script =>
        {
            var text = File.ReadAllText(script);
            Assert.All(flags, flag => Assert.Contains(flag[2..], text, StringComparison.Ordinal));
        });
    }

    [Theory]
    [InlineData("completion")]
    [InlineData("completion", "tcsh")]
    [InlineData("completion", "bash", "zsh")]
    public async Task Another_shell_is_a_bad_setting(params string[] arguments)
    {
        var run = await ClientRun.OfAsync(arguments);

        Assert.Equal((2, "completion needs the name of a shell: bash, zsh or fish"), (run.ExitCode, run.Last["reason"]));
    }

    [Theory]
    [InlineData("help", "--help")]
    [InlineData("version", "--version")]
    public async Task A_command_prints_the_same_as_its_flag(string command, string flag)
    {
        var run = await ClientRun.OfAsync(command);

        Assert.Equal(0, run.ExitCode);
        Assert.NotEmpty(run.Output);
        Assert.Equal((await ClientRun.OfAsync(flag)).Output, run.Output);
    }

    private async Task<string> ScriptAsync(string shell)
    {
        var file = Path.Combine(_directory.FullName, $"completion.{shell}");
        await File.WriteAllTextAsync(file, (await ClientRun.OfAsync("completion", shell)).Output, TestContext.Current.CancellationToken);
        return file;
    }

    private static async Task<(int ExitCode, string Output, string Error)> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, error);
    }
}
