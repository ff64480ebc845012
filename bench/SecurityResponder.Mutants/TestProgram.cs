using System.Diagnostics;

namespace SecurityResponder.Mutants;

/// <summary>A copy of the built tests, whose library is replaced for every mutant.</summary>
/// <param name="folder">The copy. Its last part is the program's name.</param>
/// <param name="slow">Test classes of the second run: only a mutant that the others leave alive meets them.</param>
internal sealed class TestProgram(string folder, IReadOnlyList<string> slow)
{
    // A mutant that never ends is killed. The slowest class takes a minute on two cores.
    private static readonly TimeSpan MaxTime = TimeSpan.FromMinutes(6);

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
        if (process.WaitForExit(MaxTime))
        {
            return process.ExitCode == 0;
        }

        process.Kill(entireProcessTree: true);
        return false;
    }
}
