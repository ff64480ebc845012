using System.Diagnostics;

namespace SecurityResponder.Mutants;

/// <summary>A copy of the built tests, whose library is replaced for every mutant.</summary>
/// <param name="folder">The copy. Its last part is the program's name.</param>
/// <param name="slow">Test classes of the second run: only a mutant that the others leave alive meets them.</param>
internal sealed class TestProgram(string folder, IReadOnlyList<string> slow)
{
    // A mutant that never ends is killed. Without a mutant the tests take two minutes of CPU; on a busy machine far more time than that.
    private static readonly TimeSpan MaxCpu = TimeSpan.FromMinutes(8);

    private static readonly TimeSpan MaxTime = TimeSpan.FromMinutes(40);

    private const string Name = "SecurityResponder.Tests";

    /// <summary>The library that the tests load.</summary>
    public string LibraryPath => Path.Combine(folder, "SecurityResponder.dll");

    /// <summary>Whether every test passes.</summary>
    public bool Passes() => Passes(slow.SelectMany(name => new[] { "--filter-not-class", name })) &&
        Passes(slow.SelectMany(name => new[] { "--filter-class", name }));

    private bool Passes(IEnumerable<string> filter)
    {
        ProcessStartInfo start = new(Path.Combine(folder, Name), ["--progress", "off", "--stop-on-fail", "on", .. filter])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var started = Stopwatch.StartNew();
        while (!process.WaitForExit(TimeSpan.FromSeconds(1)))
        {
            if (CpuTime(process) > MaxCpu || started.Elapsed > MaxTime)
            {
                process.Kill(entireProcessTree: true);
                return false;
            }
        }

        return process.ExitCode == 0;
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
