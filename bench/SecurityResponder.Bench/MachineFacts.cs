using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace SecurityResponder.Bench;

/// <summary>The machine, commit and date of the measurements.</summary>
internal sealed record MachineFacts(string Processor, int Cores, string System, string Runtime, string Date, string Commit)
{
    public static MachineFacts Read() => new(
        Value(File.ReadLines("/proc/cpuinfo"), "model name", ':') ?? RuntimeInformation.ProcessArchitecture.ToString(),
        Environment.ProcessorCount,
        $"{Value(File.ReadLines("/etc/os-release"), "PRETTY_NAME", '=')?.Trim('"')}, Linux {Environment.OSVersion.Version.ToString(3)}",
        RuntimeInformation.FrameworkDescription,
        DateTimeOffset.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        Describe());

    private static string? Value(IEnumerable<string> lines, string key, char separator) =>
        lines.Select(line => line.Split(separator, 2)).FirstOrDefault(pair => pair.Length == 2 && pair[0].Trim() == key)?[1].Trim();

    private static string Describe()
    {
        using var git = Process.Start(new ProcessStartInfo("git", ["describe", "--always", "--dirty"]) { RedirectStandardOutput = true })!;
        return git.StandardOutput.ReadToEnd().Trim() is { Length: > 0 } commit ? commit : "unknown";
    }
}
