using System.Globalization;
using System.Text;
using System.Text.Json;

namespace SecurityResponder.Fakes;

/// <summary>Replays recorded answers of a real API server.</summary>
internal sealed class RecordedCluster : IClusterAnswers
{
    private const string Nodes = "/api/v1/nodes";

    private readonly Dictionary<string, Answer> _answers = [];
    private readonly Answer? _firstPage;
    private readonly ObjectStore _unrecorded;

    /// <param name="folder">Holds <c>index.tsv</c> and the files that it names.</param>
    public RecordedCluster(string folder)
    {
        foreach (var line in File.ReadLines(Path.Combine(folder, "index.tsv")).Where(line => line.Length > 0))
        {
            var (status, path, file) = line.Split('\t') is [var s, var p, var f] ? (s, p, f) : throw new InvalidDataException(line);
            var answer = Answer.Json(int.Parse(status, CultureInfo.InvariantCulture), [File.ReadAllBytes(Path.Combine(folder, file))]);
            _answers.Add(path, answer);
            if (!path.StartsWith($"{Nodes}?limit=", StringComparison.Ordinal))
            {
                continue;
            }

            if (path.Split("continue=") is [_, var token])
            {
                _answers.Add(token, answer);
            }
            else
            {
                _firstPage = answer;
            }
        }

        _unrecorded = new([
            .. ItemsOf("nodes", Path.Combine(folder, "nodes.json")),
            .. Directory.GetFiles(folder, "daemonsets.*.json").SelectMany(file => ItemsOf("daemonsets", file)),
        ]);
    }

    /// <summary>The recording; its first page for any limit, its second for its token; else an empty list, 404 or a real slice. The
    /// DaemonSets were recorded by namespace; the list of all namespaces is put together from these.</summary>
    public Answer AnswerTo(ReceivedRequest request)
    {
        if (request.Path == Nodes && request.Parameters.TryGetValue("continue", out var token))
        {
            return _answers.GetValueOrDefault(token) ?? _unrecorded.AnswerTo(request);
        }

        if (request.Path == Nodes && request.Parameters.ContainsKey("limit"))
        {
            return _firstPage ?? _unrecorded.AnswerTo(request);
        }

        return _answers.GetValueOrDefault(request.Path + request.Query) ?? _answers.GetValueOrDefault(request.Path)
            ?? _unrecorded.AnswerTo(request);
    }

    private static List<ClusterObject> ItemsOf(string resource, string file)
    {
        if (!File.Exists(file))
        {
            return [];
        }

        using var list = JsonDocument.Parse(File.ReadAllBytes(file));
        return [.. list.RootElement.GetProperty("items").EnumerateArray().Select(item => Object(resource, item))];
    }

    private static ClusterObject Object(string resource, JsonElement item)
    {
        var metadata = item.GetProperty("metadata");
        var inNamespace = metadata.TryGetProperty("namespace", out var name) ? name.GetString() : null;
        return new(resource, inNamespace, metadata.GetProperty("name").GetString()!, Encoding.UTF8.GetBytes(item.GetRawText()));
    }
}
