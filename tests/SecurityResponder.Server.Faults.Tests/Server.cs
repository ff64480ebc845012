using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace SecurityResponder.Server.Faults.Tests;

/// <summary>The program on one port, started as often as a test likes: the native one of <c>make build</c> where it is there.</summary>
internal sealed class Server(string data, string? postgres = null) : IDisposable
{
    private readonly int _port = FreePort();
    private readonly Lock _lock = new();
    private readonly List<string> _log = [];
    private readonly SemaphoreSlim _said = new(0);
    private Process? _process;

    public Uri Address => new($"http://127.0.0.1:{_port}");

    /// <summary>All that it said in all its lives.</summary>
    public IReadOnlyList<string> Said
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

        var listening = Count("[701]");
        _process = new Process { StartInfo = ResponderProgram.Command(arguments, prefersNative: true) };
        _process.OutputDataReceived += (_, line) => Hear(line.Data);
        _process.ErrorDataReceived += (_, line) => Hear(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await SaysAsync("[701]", listening + 1);
    }

    /// <summary>How many lines have a word.</summary>
    public int Count(string word) => Said.Count(line => line.Contains(word, StringComparison.Ordinal));

    /// <summary>Waits until so many lines have a word.</summary>
    public async Task SaysAsync(string word, int times = 1)
    {
        while (Count(word) < times)
        {
            if (_process!.HasExited)
            {
                throw new InvalidOperationException("it ended: " + string.Join('\n', Said.TakeLast(20)));
            }

            await _said.WaitAsync(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
        }
    }

    /// <summary>SIGKILL: nothing in the process runs any more.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>SIGTERM, as a kubelet sends it.</summary>
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
        _said.Dispose();
    }

    private void Hear(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_lock)
        {
            _log.Add(line);
        }

        _said.Release();
    }

    private static int FreePort()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        return ((IPEndPoint)free.LocalEndpoint).Port;
    }
}
