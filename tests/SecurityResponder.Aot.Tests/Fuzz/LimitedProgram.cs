using System.Globalization;

namespace SecurityResponder.Aot.Tests.Fuzz;

/// <summary>Runs published programs one after the other in a control group with a memory limit, where this process may create one;
/// elsewhere with the heap limit that .NET would derive from it.</summary>
internal sealed class LimitedProgram : IDisposable
{
    private const string MemoryGroups = "/sys/fs/cgroup/memory";

    private readonly int _limitMegabytes;
    private readonly string? _group;

    /// <param name="limitMegabytes">The limit in MiB, as a chart sets it.</param>
    public LimitedProgram(int limitMegabytes)
    {
        _limitMegabytes = limitMegabytes;
        string group = Path.Combine(MemoryGroups, $"fuzz-{Guid.NewGuid():N}");
        try
        {
            if (Directory.Exists(MemoryGroups))
            {
                Directory.CreateDirectory(group);
                string limit = ((long)limitMegabytes << 20).ToString(CultureInfo.InvariantCulture);
                File.WriteAllText(Path.Combine(group, "memory.limit_in_bytes"), limit);
                _group = group;
            }
        }
        // Not root, or a file system that is read-only.
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
        }
    }

    /// <summary>Whether the limit is one of the kernel.</summary>
    public bool IsGroup => _group is not null;

    /// <summary>The command that runs a program within the limit.</summary>
    public (string Program, string[] Arguments, Dictionary<string, string> Environment) Command(string program, params string[] arguments)
    {
        Dictionary<string, string> environment = new()
        {
            ["HOME"] = "/",
            ["PATH"] = "/usr/bin:/bin",
            ["SSL_CERT_FILE"] = "/nonexistent",
            ["SSL_CERT_DIR"] = "/nonexistent",
        };
        if (_group is not null)
        {
            return ("/bin/sh", ["-c", $"echo $$ > {_group}/cgroup.procs && exec \"$0\" \"$@\"", program, .. arguments], environment);
        }

        environment["DOTNET_GCHeapHardLimit"] = ((_limitMegabytes * 3L / 4) << 20).ToString("x", CultureInfo.InvariantCulture);
        return (program, arguments, environment);
    }

    /// <summary>Runs a program to its end.</summary>
    public Task<Command> RunAsync(string program, params string[] arguments)
    {
        (string file, string[] all, Dictionary<string, string> environment) = Command(program, arguments);
        return Aot.Tests.Command.RunAsync(file, all, TestContext.Current.CancellationToken, environment);
    }

    public void Dispose()
    {
        if (_group is not null)
        {
            Directory.Delete(_group);
        }
    }
}
