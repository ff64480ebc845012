using System.Diagnostics;

namespace SecurityResponder.Aot.Tests;

/// <summary>The exit code and output of a program.</summary>
internal sealed record Command(int ExitCode, string Output, string Errors)
{
    /// <summary>Ends a program that hangs.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Runs a program to its end.</summary>
    /// <param name="program">A path, or a name that PATH finds.</param>
    /// <param name="arguments">Passed without a shell.</param>
    /// <param name="cancellationToken">Ends the program.</param>
    /// <param name="environment">The complete environment of the program; null for that of the tests.</param>
    public static async Task<Command> RunAsync(
        string program, IEnumerable<string> arguments, CancellationToken cancellationToken,
        IReadOnlyDictionary<string, string>? environment = null)
    {
        using CancellationTokenSource timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(Patience);
        ProcessStartInfo start = new(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (environment is not null)
        {
            Replace(start.Environment, environment);
        }

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

    /// <summary>Skips the test when a tool is not installed; in CI, which installs all tools, the test fails.</summary>
    public static void Needs(string tool)
    {
        bool installed = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(
            folder => File.Exists(Path.Combine(folder, tool)));
        Assert.SkipUnless(installed || Environment.GetEnvironmentVariable("CI") == "true", $"{tool} is not installed: run make tools");
        Assert.True(installed, $"{tool} is not installed");
    }

    /// <summary>Fails with the output unless the exit code is 0.</summary>
    public Command Succeeded()
    {
        Assert.True(ExitCode == 0, $"exit code {ExitCode}\n{Output}\n{Errors}");
        return this;
    }

    private static void Replace(IDictionary<string, string?> all, IReadOnlyDictionary<string, string> by)
    {
        all.Clear();
        foreach ((string name, string value) in by)
        {
            all[name] = value;
        }
    }
}
