namespace SecurityResponder.Aot.Tests.Releases;

/// <summary>The scripts of <c>build/</c> and the tools of <c>.tools/</c>.</summary>
internal static class Script
{
    /// <summary>Runs a script in the repository.</summary>
    /// <param name="name">For example <c>sbom.sh</c>.</param>
    /// <param name="environment">Variables beside those of the tests.</param>
    /// <param name="arguments">Of the script.</param>
    public static Task<Command> RunAsync(
        string name, IReadOnlyDictionary<string, string> environment, params IEnumerable<string> arguments) =>
        Command.RunAsync(
            Path.Combine(Published.Root, "build", name), arguments, TestContext.Current.CancellationToken, With(environment));

    /// <summary>Runs a program by <c>env</c>.</summary>
    /// <param name="environment">Variables beside those of the tests.</param>
    /// <param name="arguments">Of <c>env</c>: its options, the program and the program's arguments.</param>
    public static Task<Command> EnvAsync(IReadOnlyDictionary<string, string> environment, params IEnumerable<string> arguments) =>
        Command.RunAsync("env", arguments, TestContext.Current.CancellationToken, With(environment));

    /// <summary>The path of a tool that <c>make tools</c> unpacks; skips the test without it.</summary>
    public static string Tool(string name)
    {
        var path = Path.Combine(Published.Root, ".tools", name);
        Assert.SkipUnless(File.Exists(path), $"{name} is not installed (make tools)");
        return path;
    }

    private static Dictionary<string, string> With(IReadOnlyDictionary<string, string> more)
    {
        Dictionary<string, string> all = [];
        foreach (System.Collections.DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            all[(string)variable.Key] = (string?)variable.Value ?? "";
        }

        // What this test run itself was started with must not reach the .NET tools that the scripts call.
        foreach (var name in all.Keys.Where(name => name.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            all.Remove(name);
        }

        foreach (var (name, value) in more)
        {
            all[name] = value;
        }

        return all;
    }
}
