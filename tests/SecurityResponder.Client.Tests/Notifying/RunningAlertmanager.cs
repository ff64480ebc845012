using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using SecurityResponder.Fakes;

namespace SecurityResponder.Client.Tests.Notifying;

/// <summary>Debian's <c>prometheus-alertmanager</c> on loopback, with a server of the test as receiver.</summary>
internal sealed class RunningAlertmanager : IAsyncDisposable
{
    // Where Debian's build reads its templates, wherever the program itself is.
    private const string Templates = "/usr/share/prometheus/alertmanager/default.tmpl";

    private static readonly string Program = ShippedChart.Tool("prometheus-alertmanager");

    private readonly TestFolder _folder = new();
    private readonly HttpClient _http = new();
    private Process? _process;

    private RunningAlertmanager(FakeResponder receiver) => Receiver = receiver;

    /// <summary>Whether it is installed (<c>make tools</c>).</summary>
    public static bool IsInstalled => File.Exists(Program) && File.Exists(Templates);

    /// <summary>What it notifies.</summary>
    public FakeResponder Receiver { get; }

    /// <summary>E.g. <c>http://127.0.0.1:40123</c>.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>Starts it and waits until it is ready.</summary>
    public static async Task<RunningAlertmanager> StartAsync()
    {
        var alertmanager = new RunningAlertmanager(await FakeResponder.StartPlainAsync([Answer.Json(200, "{}")]));
        try
        {
            await alertmanager.RunAsync();
            return alertmanager;
        }
        catch
        {
            await alertmanager.DisposeAsync();
            throw;
        }
    }

    /// <summary>The alerts that it shows as firing, by name and severity.</summary>
    public async Task<IReadOnlyList<JsonObject>> FiringAsync()
    {
        var answer = await _http.GetStringAsync(new Uri(Address, "/api/v2/alerts"), TestContext.Current.CancellationToken);
        return [.. JsonNode.Parse(answer)!.AsArray().Select(alert => alert!.AsObject())];
    }

    /// <summary>Waits for the notification of that status, <c>firing</c> or <c>resolved</c>.</summary>
    public async Task<JsonObject> NotifiedAsync(string status)
    {
        var request = await Receiver.Requests.WaitForAsync(
            request => Body(request)["status"]!.GetValue<string>() == status, TestContext.Current.CancellationToken);
        return Body(request);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill();
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process?.Dispose();
        _http.Dispose();
        await Receiver.DisposeAsync();
        _folder.Dispose();
    }

    private static JsonObject Body(ReceivedRequest request) => JsonNode.Parse(request.Body.Span)!.AsObject();

    private async Task RunAsync()
    {
        var config = _folder.Write("alertmanager.yml",
            $$"""
            route: { receiver: test, group_by: [alertname, severity], group_wait: 0s, group_interval: 1s }
            receivers: [{ name: test, webhook_configs: [{ url: "{{Receiver.Endpoint}}", send_resolved: true }] }]
            """);
        Address = new($"http://127.0.0.1:{FreePort()}");
        string[] arguments =
        [
            $"--config.file={config}", $"--storage.path={Path.GetDirectoryName(config)}/data", $"--web.listen-address={Address.Authority}",
            "--cluster.listen-address=",
        ];
        _process = Process.Start(new ProcessStartInfo(Program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        var said = new System.Collections.Concurrent.ConcurrentQueue<string?>();
        _process.ErrorDataReceived += (_, line) => said.Enqueue(line.Data);
        _process.OutputDataReceived += (_, line) => said.Enqueue(line.Data);
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
        while (!await IsReadyAsync())
        {
            Assert.False(_process.HasExited, string.Join('\n', said));
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    private async Task<bool> IsReadyAsync()
    {
        try
        {
            using var answer = await _http.GetAsync(new Uri(Address, "/-/ready"), TestContext.Current.CancellationToken);
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
