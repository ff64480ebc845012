using System.Diagnostics;

namespace SecurityResponder.Mutants;

/// <summary>A copy of the built tests, whose library is replaced for every mutant.</summary>
/// <param name="copy">Folder of the copy.</param>
/// <param name="slow">Test classes of the second run: only a mutant that the others leave alive meets them.</param>
internal sealed class TestProgram(string copy, IReadOnlyList<string> slow)
{
    private const string Name = "SecurityResponder.Tests";

    // The exit code of Microsoft.Testing.Platform when no test matches, as in a folder without tests.
    private const int NoTests = 8;

    // A mutant that never ends, or never stops taking memory, is killed. The limits are several times what the tests need without one.
    private const string MaxHeapBytes = "0x80000000";

    private static readonly TimeSpan MaxCpuOfFolder = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan MaxCpuOfAll = TimeSpan.FromMinutes(6);

    private static readonly TimeSpan MaxTime = TimeSpan.FromMinutes(40);

    /// <summary>The library that the tests load.</summary>
    public string LibraryPath => Path.Combine(copy, "SecurityResponder.dll");

    /// <summary>Whether every test passes. The tests that are likely to notice the mutant run first.</summary>
    /// <param name="folder">The folder of the changed source file, whose tests run first. Null to run all tests together.</param>
    public bool Passes(string? folder = null) =>
        (folder is null || Passes(MaxCpuOfFolder, ["--filter-namespace", $"*.{folder}", .. Except(slow)])) &&
        Passes(MaxCpuOfAll, folder is null ? Except(slow) : ["--filter-not-namespace", $"*.{folder}", .. Except(slow)]) &&
        Passes(MaxCpuOfAll, slow.SelectMany(name => new[] { "--filter-class", name }));

    private static IEnumerable<string> Except(IEnumerable<string> classes) =>
        classes.SelectMany(name => new[] { "--filter-not-class", name });

    private bool Passes(TimeSpan maxCpu, IEnumerable<string> filter)
    {
        // A mutant may loop for ever: its tests end with this program, even if this program is killed.
        string[] arguments = ["--pdeathsig", "KILL", Path.Combine(copy, Name), "--progress", "off", "--stop-on-fail", "on", .. filter];
        ProcessStartInfo start = new("setpriv", arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["DOTNET_GCHeapHardLimit"] = MaxHeapBytes },
        };
        using var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var started = Stopwatch.StartNew();
        while (!process.WaitForExit(TimeSpan.FromSeconds(1)))
        {
            if (CpuTime(process) > maxCpu || started.Elapsed > MaxTime)
            {
                process.Kill(entireProcessTree: true);
                return false;
            }
        }

        return process.ExitCode is 0 or NoTests;
    }

    private static TimeSpan CpuTime(Process process)
    {
        try
        {
            return process.TotalProcessorTime;
        }
        catch (InvalidOperationException)
        {
            return TimeSpan.Zero; // it has just ended
        }
    }
}
