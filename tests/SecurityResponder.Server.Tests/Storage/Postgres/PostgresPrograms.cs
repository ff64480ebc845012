using System.Diagnostics;

namespace SecurityResponder.Server.Tests.Storage.Postgres;

/// <summary>The programs of Debian's PostgreSQL. They refuse to run as root, so root runs them as <c>postgres</c>.</summary>
internal static class PostgresPrograms
{
    private const string User = "postgres";

    private static readonly string? Folder = Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin"))
            .FirstOrDefault(bin => File.Exists(Path.Combine(bin, "initdb")))
        : null;

    /// <summary>The reason why they cannot run here; null when they can.</summary>
    public static string? Missing =>
        Folder is null ? "PostgreSQL is not installed: run build/setup.sh test"
        : Environment.UserName == "root" ? null
        : "PostgreSQL is started for these tests by root only, as user postgres";

    /// <summary>Makes <c>postgres</c> the owner of a directory.</summary>
    public static void Own(string directory)
    {
        using var chown = Process.Start("chown", [User, directory]);
        chown.WaitForExit();
    }

    /// <summary>Runs a program to its end.</summary>
    public static async Task RunAsync(string program, params string[] arguments)
    {
        // A server that the program starts keeps its output open, so the output cannot be read to its end.
        string[] silent = ["-u", User, "--", "sh", "-c", "exec \"$0\" \"$@\" >/dev/null", Path.Combine(Folder!, program)];
        var start = new ProcessStartInfo("runuser", [.. silent, .. arguments]) { WorkingDirectory = "/" };
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}");
        }
    }

    /// <summary>Returns whether a server runs on a data directory, as <c>pg_ctl</c> reports it.</summary>
    public static async Task<bool> IsRunningAsync(string data)
    {
        var status = await OutputAsync("runuser", "-u", User, "--", Path.Combine(Folder!, "pg_ctl"), "status", "--pgdata", data);
        return status.Contains("server is running", StringComparison.Ordinal);
    }

    /// <summary>Runs any program and returns its output.</summary>
    public static async Task<string> OutputAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return output;
    }
}
