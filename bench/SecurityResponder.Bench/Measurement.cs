using System.Diagnostics;
using System.Globalization;

namespace SecurityResponder.Bench;

/// <summary>Runs a program once and reads its resource usage from the kernel.</summary>
/// <remarks>
/// The client is not started from here directly: Linux keeps the peak memory of the process that forked in the account of the
/// one it became, so a child of .NET would be charged with .NET's memory. GNU time is small and reports the peak of its child;
/// bash gives CPU time in milliseconds where GNU time has hundredths (its millisecond for GNU time itself is counted in).
/// </remarks>
internal static class Measurement
{
    private const string GnuTime = "/usr/bin/time";
    private const string Bash = "/bin/bash";

    // $0 and the rest: the command to measure. Its own output goes to a log.
    private const string Script = "TIMEFORMAT='%3U %3S %3R'; { time \"$0\" \"$@\" >client.log 2>&1; } 2>times.txt";

    public static async Task<Sample> RunAsync(string program, IReadOnlyList<string> arguments, Dictionary<string, string> variables)
    {
        foreach (var needed in (string[])[GnuTime, Bash, program])
        {
            if (!File.Exists(needed))
            {
                throw new BenchException($"{needed} is missing: needed are bash, GNU time and a published client");
            }
        }

        var folder = Directory.CreateTempSubdirectory("security-responder-bench-").FullName;
        try
        {
            using var process = Process.Start(Command(folder, Path.GetFullPath(program), arguments, variables))!;
            await process.WaitForExitAsync();
            if (process.ExitCode != 0)
            {
                throw new BenchException($"the client ended with {process.ExitCode}: {Read(folder, "client.log")}");
            }

            return Sample(Read(folder, "rss.txt"), Read(folder, "times.txt"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // The environment is that of the image: OpenSSL's default trust store is empty there, and the client loads its own.
    private static ProcessStartInfo Command(
        string folder, string program, IReadOnlyList<string> arguments, Dictionary<string, string> variables)
    {
        string[] measured = [GnuTime, "--quiet", "--format=%M", "--output=rss.txt", program, .. arguments];
        var command = new ProcessStartInfo(Bash, ["-c", Script, .. measured]) { WorkingDirectory = folder };
        command.Environment.Clear();
        command.Environment["HOME"] = "/";
        command.Environment["SSL_CERT_FILE"] = "/nonexistent";
        command.Environment["SSL_CERT_DIR"] = "/nonexistent";
        foreach (var (name, value) in variables)
        {
            command.Environment[name] = value;
        }

        return command;
    }

    private static Sample Sample(string rss, string times)
    {
        var seconds = Array.ConvertAll(times.Trim().Split(' '), text => double.Parse(text, CultureInfo.InvariantCulture));
        return new(long.Parse(rss, CultureInfo.InvariantCulture), seconds[0] + seconds[1], seconds[2]);
    }

    private static string Read(string folder, string name) => File.ReadAllText(Path.Combine(folder, name));
}
