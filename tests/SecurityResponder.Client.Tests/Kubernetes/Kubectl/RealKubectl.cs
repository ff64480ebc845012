using SecurityResponder.Client.Tests.Notifying;

namespace SecurityResponder.Client.Tests.Kubernetes.Kubectl;

/// <summary>The kubectl that <c>make tools</c> installs, or else the one on the PATH.</summary>
internal static class RealKubectl
{
    private static readonly string Path =
        $"{System.IO.Path.GetDirectoryName(ShippedChart.Tool("kubectl"))}:{Environment.GetEnvironmentVariable("PATH")}";

    /// <summary>Where it is; null when it is not installed.</summary>
    public static string? Program { get; } =
        Path.Split(':').Select(folder => System.IO.Path.Combine(folder, "kubectl")).FirstOrDefault(File.Exists);

    /// <summary>Variables of a user whose home is a folder and who has kubectl on the PATH. Skips the test without kubectl, except in CI,
    /// which installs it.</summary>
    public static Dictionary<string, string> VariablesOf(string home)
    {
        var isRequired = Environment.GetEnvironmentVariable("CI") == "true";
        Assert.SkipWhen(Program is null && !isRequired, "kubectl is not installed: run `make tools`");
        return new() { ["PATH"] = Path, ["HOME"] = home, ["TMPDIR"] = home, ["KUBECONFIG"] = "" };
    }
}
