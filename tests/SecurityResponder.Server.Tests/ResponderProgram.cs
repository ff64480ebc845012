using System.Diagnostics;

namespace SecurityResponder.Server.Tests;

/// <summary>How tests start the responder as a process of its own.</summary>
internal static class ResponderProgram
{
    private static readonly string? Named = Environment.GetEnvironmentVariable("RESPONDER_BINARY") is { Length: > 0 } named ? named : null;

    // A build may leave one while tests run.
    private static string? Native => Named ?? (File.Exists(Repository.NativeResponder) ? Repository.NativeResponder : null);

    /// <summary>Whether there is a native program for those who prefer it.</summary>
    public static bool IsNative => Native is not null;

    /// <summary>A command whose output is heard, in an environment without a setting of whoever runs the tests.</summary>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="prefersNative">Whether the native program is taken where <c>make build</c> has left it: what is judged by its memory or
    /// killed many times. Else, and where it is not there, the one that these tests were built with; <c>RESPONDER_BINARY</c> names another
    /// for all.</param>
    public static ProcessStartInfo Command(IEnumerable<string> arguments, bool prefersNative)
    {
        var start = (prefersNative ? Native : Named) is { } native ? new ProcessStartInfo(native, arguments)
            : new ProcessStartInfo(
                "dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "security-responder-server.dll"), .. arguments]);
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        foreach (var variable in start.Environment.Keys.Where(
            name => name.StartsWith("SECURITY_RESPONDER_", StringComparison.Ordinal) || name == "ASPNETCORE_URLS").ToList())
        {
            start.Environment.Remove(variable);
        }

        return start;
    }
}
