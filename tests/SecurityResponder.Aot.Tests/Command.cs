using System.Diagnostics;

namespace SecurityResponder.Aot.Tests;

/// <summary>How a program that was run ended, and what it printed.</summary>
internal sealed record Command(int ExitCode, string Output, string Errors)
{
    /// <summary>Far more than any command here takes: a program that hangs ends, and with it the test.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static async Task<Command> RunAsync(string program, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        using CancellationTokenSource timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(Patience);
        ProcessStartInfo start = new(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(timeout.Token);
            Task<string> errors = process.StandardError.ReadToEndAsync(timeout.Token);
            await process.WaitForExitAsync(timeout.Token);
            return new Command(process.ExitCode, await output, await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <summary>Skips the test where a tool is not installed; in CI, which installs all of them, it fails instead.</summary>
    public static void Needs(string tool)
    {
        bool installed = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, tool)));
        Assert.SkipUnless(installed || Environment.GetEnvironmentVariable("CI") == "true", $"{tool} is not installed: run make tools");
        Assert.True(installed, $"{tool} is not installed");
    }

    /// <summary>Fails, with what was printed, unless the program ended well.</summary>
    public Command Succeeded()
    {
        Assert.True(ExitCode == 0, $"exit code {ExitCode}\n{Output}\n{Errors}");
        return this;
    }
}
