namespace SecurityResponder.Aot.Tests;

/// <summary>The published client as a process of its own, in the environment that the image gives it.</summary>
internal static class NativeClient
{
    // OpenSSL's default store is empty, and no proxy, pod or setting of the machine that tests reaches the client.
    private static readonly Dictionary<string, string> Image = new()
    {
        ["HOME"] = "/",
        ["PATH"] = "/",
        ["SSL_CERT_FILE"] = "/nonexistent",
        ["SSL_CERT_DIR"] = "/nonexistent",
    };

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static Task<Command> RunAsync(params IEnumerable<string> arguments) =>
        Command.RunAsync(Published.Client, arguments, Cancelled, Image);

    /// <summary>The same with more variables; they win over those of the image.</summary>
    public static Task<Command> RunInAsync(IReadOnlyDictionary<string, string> environment, params IEnumerable<string> arguments) =>
        Command.RunAsync(Published.Client, arguments, Cancelled, With(environment));

    /// <summary>The client for arm64, on an emulated processor.</summary>
    public static Task<Command> RunArm64Async(IReadOnlyDictionary<string, string> environment, IEnumerable<string> arguments)
    {
        const string Emulator = "/usr/bin/qemu-aarch64-static";
        Command.Needs(Path.GetFileName(Emulator));
        return Command.RunAsync(Emulator, [Published.Arm64Client, .. arguments], Cancelled, With(environment));
    }

    /// <summary>Runs it under GNU time and returns its peak memory (resident set) in bytes.</summary>
    /// <remarks>
    /// A child of .NET itself would be charged with .NET's memory: Linux counts what the process was before it became the client.
    /// </remarks>
    public static async Task<long> PeakMemoryAsync(IReadOnlyDictionary<string, string> environment, IEnumerable<string> arguments)
    {
        const string GnuTime = "/usr/bin/time";
        Command.Needs(Path.GetFileName(GnuTime));
        string peak = Path.GetTempFileName();
        try
        {
            string[] measured = ["--quiet", "--format=%M", "--output=" + peak, Published.Client, .. arguments];
            (await Command.RunAsync(GnuTime, measured, Cancelled, With(environment))).Succeeded();
            return long.Parse(await File.ReadAllTextAsync(peak, Cancelled), System.Globalization.CultureInfo.InvariantCulture) << 10;
        }
        finally
        {
            File.Delete(peak);
        }
    }

    private static Dictionary<string, string> With(IReadOnlyDictionary<string, string> environment) =>
        Image.Concat(environment).GroupBy(pair => pair.Key).ToDictionary(group => group.Key, group => group.Last().Value);
}
