using System.Text;
using SecurityResponder.Text;

namespace SecurityResponder.Client.Kubernetes.Kubectl;

/// <summary>The output of kubectl and of the login plugins that it runs: standard output and standard error together.</summary>
/// <param name="stream">The output.</param>
/// <param name="onLine">Receives each line at once, so that a person can answer a question or open an address; null without one.</param>
internal sealed class KubectlOutput(Stream stream, Action<string>? onLine)
{
    private const int MaxLength = 2048;
    private const int MaxLineLength = 400;
    private const string Serving = "Starting to serve on ";

    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string _text = "";

    /// <summary>The path of the socket on which kubectl serves requests; null before it does.</summary>
    public string? Socket { get; private set; }

    /// <summary>The last output, on one line: what kubectl says when it fails.</summary>
    public string Text => Line(_text);

    /// <summary>Completes when kubectl and its plugins have ended.</summary>
    public Task Ended { get; private set; } = Task.CompletedTask;

    /// <summary>Makes text from kubectl one safe line.</summary>
    public static string Line(string text) =>
        SafeText.Line(string.Join(' ', text.Split(['\r', '\n', '\t', ' '], StringSplitOptions.RemoveEmptyEntries)), MaxLineLength);

    /// <summary>Reads in the background until the output ends. Completes when kubectl serves requests or has ended.</summary>
    public Task StartAsync()
    {
        Ended = ReadAsync();
        return _started.Task;
    }

    private async Task ReadAsync()
    {
        var buffer = new byte[1024];
        for (int count; (count = await stream.ReadAsync(buffer)) > 0;)
        {
            Add(Encoding.UTF8.GetString(buffer, 0, count));
            if (Socket is not null)
            {
                _started.TrySetResult();
            }
        }

        _started.TrySetResult();
    }

    private void Add(string text)
    {
        _text = (_text + text)[Math.Max(0, _text.Length + text.Length - MaxLength)..];
        if (Socket is null
            && _text.IndexOf(Serving, StringComparison.Ordinal) is >= 0 and var at
            && _text.IndexOf('\n', at) is > 0 and var end)
        {
            (Socket, text, _text) = (_text[(at + Serving.Length)..end], _text[(end + 1)..], "");
        }

        foreach (var line in onLine is null ? [] : text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            onLine!(Line(line));
        }
    }
}
