using System.Diagnostics;

namespace SecurityResponder.Client.Tests;

/// <summary>Runs the built program as a process, for settings that a process reads only once.</summary>
internal static class ClientProcess
{
    /// <summary>The built program. The copy beside the tests would load the tests' libraries.</summary>
    public static readonly string Program = Path.GetFullPath(Path.Combine(
        AppContext.BaseDirectory.Replace("tests/SecurityResponder.Client.Tests", "src/SecurityResponder.Client", StringComparison.Ordinal),
        "security-responder"));

    private static readonly string Native = Path.GetFullPath(
        Path.Combine(Path.GetDirectoryName(ClientRun.Dump)!, "..", "bin", "security-responder"));

    /// <summary>The program of a kind. Skips the test of the native program where <c>make build</c> has not left it.</summary>
    /// <param name="isNative">Whether it is the native program or the one that these tests were built with.</param>
    public static string Of(bool isNative)
    {
        Assert.SkipWhen(isNative && !File.Exists(Native), "bin/security-responder is missing: run `make build`");
        return isNative ? Native : Program;
    }

    /// <summary>Runs it to the end in an environment that holds these variables and what .NET needs.</summary>
    public static Task<ClientRun> RunAsync(Dictionary<string, string> environment, params string[] arguments) =>
        RunAsync(environment, "", arguments);

    /// <summary>The same with a text as standard input.</summary>
    public static Task<ClientRun> WithInputAsync(string input, params string[] arguments) => RunAsync([], input, arguments);

    /// <summary>Runs another program that starts this one.</summary>
    public static Task<ClientRun> RunProgramAsync(string program, Dictionary<string, string> environment, params string[] arguments) =>
        RunAsync(StartInfo(program, environment, arguments), "");

    /// <summary>Starts a program of <see cref="Of"/> with an empty standard input, and does not wait.</summary>
    public static Process Start(string program, Dictionary<string, string> environment, params string[] arguments)
    {
        var process = Process.Start(StartInfo(program, environment, arguments))!;
        process.StandardInput.Close();
        return process;
    }

    private static Task<ClientRun> RunAsync(Dictionary<string, string> environment, string input, string[] arguments) =>
        RunAsync(StartInfo(Program, environment, arguments), input);

    private static async Task<ClientRun> RunAsync(ProcessStartInfo start, string input)
    {
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new(process.ExitCode, await output, await error);
    }

    private static ProcessStartInfo StartInfo(string program, Dictionary<string, string> environment, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(IsForeign).ToList())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return start;
    }

    private static bool IsForeign(string name) =>
        name.EndsWith("_PROXY", StringComparison.OrdinalIgnoreCase) || name.Contains("SECURITY_RESPONDER", StringComparison.Ordinal)
        || name.StartsWith("KUBERNETES_", StringComparison.Ordinal);
}
