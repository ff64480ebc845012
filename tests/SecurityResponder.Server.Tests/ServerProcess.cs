using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace SecurityResponder.Server.Tests;

/// <summary>The program itself, as its own process: what can be killed.</summary>
internal sealed partial class ServerProcess : IDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _heard;

    private ServerProcess(Process process, StringBuilder heard, Uri address)
    {
        (_process, _heard) = (process, heard);
        Client = new HttpClient { BaseAddress = address };
    }

    public HttpClient Client { get; }

    /// <summary>Its log, once it has ended.</summary>
    public string Said { get; private set; } = "";

    /// <summary>The most memory that it ever had, in MiB.</summary>
    public long PeakMemoryMegabytes
    {
        get
        {
            _process.Refresh();
            return _process.PeakWorkingSet64 / (1024 * 1024);
        }
    }

    /// <summary>Starts it and waits until it listens.</summary>
    /// <param name="data">Its data directory.</param>
    /// <param name="feed">Its feed; null for the sample.</param>
    /// <param name="environment">Variables of its environment.</param>
    /// <param name="arguments">More arguments.</param>
    public static Task<ServerProcess> StartAsync(
        string data, string? feed = null, IReadOnlyDictionary<string, string>? environment = null, params string[] arguments) =>
        StartAsync(data, feed ?? Repository.SampleFeed, prefersNative: false, environment, arguments);

    /// <summary>The same, native where <c>make build</c> was done.</summary>
    public static Task<ServerProcess> StartNativeAsync(string data, string feed, IReadOnlyDictionary<string, string> environment) =>
        StartAsync(data, feed, prefersNative: true, environment, []);

    private static async Task<ServerProcess> StartAsync(
        string data, string feed, bool prefersNative, IReadOnlyDictionary<string, string>? environment, string[] arguments)
    {
        var _process = Launch(environment, ["--urls", "http://127.0.0.1:0", "--feed", feed, "--data", data, .. arguments], prefersNative);
        var heard = new StringBuilder();
        while (await HearAsync(_process, heard) is { } line)
        {
            if (Address().Match(line) is { Success: true } address)
            {
                return new ServerProcess(_process, heard, new Uri(address.Value));
            }
        }

        throw new InvalidOperationException("the server ended: " + await _process.StandardError.ReadToEndAsync());
    }

    /// <summary>Runs the program to its end.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using var _process = Launch(null, arguments);
        var output = _process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = _process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (_process.ExitCode, await output, await error);
    }

    /// <summary>Waits for a line of its log that has a word, and returns it.</summary>
    public async Task<string> SaysAsync(string word)
    {
        while (await HearAsync(_process, _heard) is { } line)
        {
            if (line.Contains(word, StringComparison.Ordinal))
            {
                return line;
            }
        }

        throw new InvalidOperationException($"the server ended without {word}");
    }

    /// <summary>SIGKILL: nothing in the process runs any more.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>SIGTERM, as a kubelet sends it.</summary>
    public async Task<int> TerminateAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        var output = _process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Said = _heard + await output;
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
        Client.Dispose();
    }

    private static async Task<string?> HearAsync(Process process, StringBuilder heard)
    {
        var line = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        if (line is not null)
        {
            heard.Append(line).Append('\n');
        }

        return line;
    }

    private static Process Launch(IReadOnlyDictionary<string, string>? environment, string[] arguments, bool prefersNative = false)
    {
        var start = ResponderProgram.Command(arguments, prefersNative);
        foreach (var (variable, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[variable] = value;
        }

        return Process.Start(start)!;
    }

    // In a line of text and in one of JSON; a line before it may name the address of the feed.
    [GeneratedRegex(@"(?<=Listening on )http://[^\s""]+")]
    private static partial Regex Address();
}
