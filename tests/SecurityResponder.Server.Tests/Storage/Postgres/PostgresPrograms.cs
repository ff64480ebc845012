using System.Diagnostics;

namespace SecurityResponder.Server.Tests.Storage.Postgres;

/// <summary>Debian's PostgreSQL. It refuses to run as root, so root runs it as <c>postgres</c>.</summary>
internal static class PostgresPrograms
{
    private const string User = "postgres";

    private static readonly string? Folder = Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin")).FirstOrDefault(bin => File.Exists(Path.Combine(bin, "initdb")))
        : null;

    /// <summary>Why they cannot be run here; null where they can.</summary>
    public static string? Missing =>
        Folder is null ? "PostgreSQL is not installed: run build/setup.sh test"
        : Environment.UserName == "root" ? null
        : "PostgreSQL is started for these tests by root only, as user postgres";

    /// <summary>Gives them a directory to work in.</summary>
    public static void Own(string directory)
    {
        using var chown = Process.Start("chown", [User, directory]);
        chown.WaitForExit();
    }

    /// <summary>Runs one to its end.</summary>
    public static async Task RunAsync(string program, params string[] arguments)
    {
        // A server that it starts keeps its output open: it cannot be read to its end.
        string[] silent = ["-u", User, "--", "sh", "-c", "exec \"$0\" \"$@\" >/dev/null", Path.Combine(Folder!, program)];
        var start = new ProcessStartInfo("runuser", [.. silent, .. arguments]) { WorkingDirectory = "/" };
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}");
        }
    }

    /// <summary>Whether a server runs on a data directory, by its own word.</summary>
    public static async Task<bool> IsRunningAsync(string data)
    {
        var status = await OutputAsync("runuser", "-u", User, "--", Path.Combine(Folder!, "pg_ctl"), "status", "--pgdata", data);
        return status.Contains("server is running", StringComparison.Ordinal);
    }

    /// <summary>What any program prints.</summary>
    public static async Task<string> OutputAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return output;
    }
}
