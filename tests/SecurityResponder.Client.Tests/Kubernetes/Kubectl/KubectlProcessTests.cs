using System.Diagnostics;
using SecurityResponder.Fakes;

namespace SecurityResponder.Client.Tests.Kubernetes.Kubectl;

/// <summary>The processes of a run through kubectl end with it.</summary>
public sealed class KubectlProcessTests : IAsyncLifetime
{
    private static readonly TimeSpan MaxLife = TimeSpan.FromSeconds(5);

    private readonly TestFolder _folder = new();
    private FakeApiServer _server = null!;
    private Kubeconfigs _kubeconfigs = null!;
    private Dictionary<string, string> _variables = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _variables = RealKubectl.VariablesOf(_folder.Path);
        _server = await FakeApiServer.StartAsync(new TestCluster { Nodes = [TestNode.Server("s1")], GitVersion = "v1.34.3+rke2r1" });
        _kubeconfigs = new(_server, _folder);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        _folder.Dispose();
    }

    [Theory]
    [InlineData("KILL", false)]
    [InlineData("TERM", false)]
    [InlineData("INT", false)]
    [InlineData("KILL", true)]
    [InlineData("TERM", true)]
    [InlineData("INT", true)]
    public async Task A_signal_leaves_neither_a_process_nor_the_socket(string signal, bool isNative)
    {
        _server.Override("/api/v1/nodes", Answer.Never);
        using var client = Start(_folder.Write("config", _kubeconfigs.Text("RKE2")), isNative);
        await _server.Requests.WaitForAsync(request => request.Path == "/api/v1/nodes", Cancelled);
        var socket = Assert.Single(Directory.GetDirectories(_folder.Path, "tmp.*"));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, new DirectoryInfo(socket).UnixFileMode);
        Assert.Contains(Running(), command => command.Contains("kubectl", StringComparison.Ordinal));

        await SendAsync(signal, client);

        await AssertNothingIsLeftAsync();
    }

    [Fact]
    public async Task A_login_plugin_and_its_children_end_too()
    {
        // Both processes have the path of the script in their command lines.
        var plugin = _folder.Write("login", "tail -f \"$0\" >/dev/null &\ntouch \"$0.started\"\nwait\n");
        using var client = Start(_folder.Write("config", _kubeconfigs.WithPlugin(plugin)));
        while (!File.Exists(plugin + ".started"))
        {
            Assert.False(client.HasExited);
            await Task.Delay(20, Cancelled);
        }

        await SendAsync("KILL", client);

        await AssertNothingIsLeftAsync();
    }

    [Fact]
    public async Task As_kubectl_rke2_security_the_program_is_a_plugin_of_kubectl()
    {
        File.CreateSymbolicLink(Path.Combine(_folder.Path, "kubectl-rke2_security"), ClientProcess.Program);
        _variables["PATH"] = $"{_folder.Path}:{_variables["PATH"]}";
        _variables["KUBECONFIG"] = _folder.Write("config", _kubeconfigs.Text("RKE2"));

        var help = await ClientProcess.RunProgramAsync(RealKubectl.Program!, _variables, "rke2-security", "--help");
        var run = await ClientProcess.RunProgramAsync(
            RealKubectl.Program!, _variables, "rke2-security", "--context", "default", "--debug");

        Assert.Contains("kubectl rke2-security [flags]", help.Output);
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("v1.34.3+rke2r1", run.Output);
    }

    private Process Start(string kubeconfig, bool isNative = false) =>
        ClientProcess.Start(ClientProcess.Of(isNative), _variables, "--kubeconfig", kubeconfig, "--debug");

    private static async Task SendAsync(string signal, Process process)
    {
        using var kill = Process.Start("kill", ["-" + signal, $"{process.Id}"]);
        await kill.WaitForExitAsync(Cancelled);
        await process.WaitForExitAsync(Cancelled);
    }

    private async Task AssertNothingIsLeftAsync()
    {
        var began = Stopwatch.GetTimestamp();
        while (Running().Count > 0 || Directory.GetDirectories(_folder.Path, "tmp.*").Length > 0)
        {
            Assert.True(Stopwatch.GetElapsedTime(began) < MaxLife, string.Join('\n', Running()));
            await Task.Delay(50, Cancelled);
        }
    }

    // The command lines that name the folder of this test: the program, the shell, kubectl and its plugins.
    private List<string> Running() =>
    [
        .. Directory.GetDirectories("/proc").Where(path => int.TryParse(Path.GetFileName(path), out _)).Select(CommandLine)
            .Where(command => command.Contains(_folder.Path, StringComparison.Ordinal)),
    ];

    private static string CommandLine(string process)
    {
        try
        {
            return File.ReadAllText(process + "/cmdline").Replace('\0', ' ');
        }
        catch (IOException)
        {
            return "";
        }
    }
}
