using System.Diagnostics;

namespace SecurityResponder.Charts.Tests;

/// <summary>What Helm printed and how it ended.</summary>
internal sealed record HelmRun(int ExitCode, string Output, string Error);

/// <summary>The real Helm: <c>.tools/helm</c> of the repository, else the one on <c>PATH</c>.</summary>
internal static class Helm
{
    public static string Repository { get; } = FindRepository();

    public static string Chart { get; } = Path.Combine(Repository, "charts", "rke2-security-responder");

    /// <summary>The responder's chart.</summary>
    public static string ServerChart { get; } = Path.Combine(Repository, "charts", "rke2-security-responder-server");

    /// <summary>Runs <c>helm template</c> on the responder's chart with the values given as YAML; fails the test when Helm refuses
    /// them.</summary>
    public static async Task<IReadOnlyList<Manifest>> TemplateServerAsync(string values = "", string release = "responder")
    {
        string[] arguments = ["template", release, ServerChart, "--namespace", "responder", "--values", "-"];
        return Manifest.Parse((await AcceptedAsync(arguments, values)).Output);
    }

    /// <summary>Runs <c>helm template</c> on the chart with the values given as YAML; fails the test when Helm refuses them.</summary>
    public static async Task<IReadOnlyList<Manifest>> TemplateAsync(string values = "")
    {
        string[] arguments = ["template", "rke2-security-responder", Chart, "--namespace", "kube-system", "--values", "-"];
        var run = await AcceptedAsync(arguments, values);
        return Manifest.Parse(run.Output);
    }

    /// <summary>Fails the test unless Helm refuses the values of a chart by a name, and renders nothing.</summary>
    public static async Task RefusesAsync(string chart, string values, string named)
    {
        var run = await RunAsync(["template", "any", chart, "--values", "-"], values);

        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains(named, run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }

    public static async Task<HelmRun> AcceptedAsync(IEnumerable<string> arguments, string input = "")
    {
        var run = await RunAsync(arguments, input);
        Assert.True(run.ExitCode == 0, run.Error + run.Output);
        return run;
    }

    public static async Task<HelmRun> RunAsync(IEnumerable<string> arguments, string input = "", string? kubeconfig = null)
    {
        var home = Directory.CreateTempSubdirectory("helm-home-");
        try
        {
            using var process = Process.Start(StartInfo(arguments, home.FullName, kubeconfig))!;
            var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            return new HelmRun(process.ExitCode, await output, await error);
        }
        finally
        {
            home.Delete(recursive: true);
        }
    }

    // A home of its own, so that no test sees the settings, plugins or cluster of whoever runs it.
    private static ProcessStartInfo StartInfo(IEnumerable<string> arguments, string home, string? kubeconfig) => new(Find(), arguments)
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        Environment = { ["HOME"] = home, ["KUBECONFIG"] = kubeconfig ?? Path.Combine(home, "no-cluster") },
    };

    private static string Find()
    {
        var search = Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var found = search.Prepend(Path.Combine(Repository, ".tools"))
            .Select(directory => Path.Combine(directory, "helm"))
            .FirstOrDefault(File.Exists);
        Assert.True(found is not null, "Helm is missing: run `make tools`, which puts it into .tools/helm, or put Helm 4 on PATH.");
        return found;
    }

    private static string FindRepository()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            if (File.Exists(Path.Combine(directory.FullName, "SecurityResponder.slnx")))
            {
                return directory.FullName;
            }
        }

        throw new DirectoryNotFoundException($"No SecurityResponder.slnx above {AppContext.BaseDirectory}");
    }
}
