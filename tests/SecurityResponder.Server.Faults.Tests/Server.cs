using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace SecurityResponder.Server.Faults.Tests;

/// <summary>Starts the program any number of times on the same port: the native program of <c>make build</c> if it exists.</summary>
internal sealed class Server(string data, string? postgres = null, string? operatorToken = null) : IDisposable
{
    private readonly int _port = FreePort();
    private readonly int _operatorPort = FreePort();
    private readonly Lock _lock = new();
    private readonly List<string> _log = [];
    private readonly SemaphoreSlim _received = new(0);
    private Process? _process;

    public Uri Address => new($"http://127.0.0.1:{_port}");

    /// <summary>The operators' port; it is open when there is a token for it.</summary>
    public Uri OperatorAddress => new($"http://127.0.0.1:{_operatorPort}");

    /// <summary>The log lines of all its starts.</summary>
    public IReadOnlyList<string> Log
    {
        get
        {
            lock (_lock)
            {
                return [.. _log];
            }
        }
    }

    /// <summary>Starts it and waits until it listens.</summary>
    public async Task StartAsync()
    {
        string[] arguments = ["--urls", Address.ToString(), "--feed", Repository.SampleFeed, "--data", data];
        if (postgres is not null)
        {
            arguments = [.. arguments, "--postgres", postgres];
        }

        if (operatorToken is not null)
        {
            var file = Path.Combine(data, "operator-token");
            await File.WriteAllTextAsync(file, operatorToken);
            arguments = [.. arguments, "--operator-urls", OperatorAddress.ToString(), "--operator-token-file", file];
        }

        var listening = Count("[701]");
        _process = new Process { StartInfo = ResponderProgram.Command(arguments, prefersNative: true) };
        _process.OutputDataReceived += (_, line) => AddLine(line.Data);
        _process.ErrorDataReceived += (_, line) => AddLine(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await WaitForLogAsync("[701]", listening + 1);
    }

    /// <summary>Counts the log lines that contain a text.</summary>
    public int Count(string text) => Log.Count(line => line.Contains(text, StringComparison.Ordinal));

    /// <summary>Waits until a number of log lines contain a text.</summary>
    public async Task WaitForLogAsync(string text, int times = 1)
    {
        while (Count(text) < times)
        {
            if (_process!.HasExited)
            {
                throw new InvalidOperationException("the program ended: " + string.Join('\n', Log.TakeLast(20)));
            }

            await _received.WaitAsync(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Sends SIGKILL, which ends the process at once.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Sends SIGTERM, as a kubelet does.</summary>
    public async Task TerminateAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", _process!.Id.ToString(CultureInfo.InvariantCulture)]);
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, _process.ExitCode);
    }

    public void Dispose()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill();
        }

        _process?.Dispose();
        _received.Dispose();
    }

    private void AddLine(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_lock)
        {
            _log.Add(line);
        }

        _received.Release();
    }

    private static int FreePort()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        return ((IPEndPoint)free.LocalEndpoint).Port;
    }
}
