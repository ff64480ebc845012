using System.Text.RegularExpressions;
using ArchUnitNET.Domain.Extensions;

namespace SecurityResponder.Architecture.Tests;

/// <summary>Which folders of a project use which. A folder is a namespace, e.g. <c>Storage/Sqlite</c>; the project's own folder is
/// <see cref="Root"/>.</summary>
/// <remarks>The edges come from the built assembly and from the <c>using</c> lines: the compiler copies a constant into the code that
/// uses it, so the assembly does not show where the constant came from.</remarks>
internal sealed partial class FolderGraph
{
    public const string Root = "Program.cs";

    private readonly string _namespace;
    private readonly SortedDictionary<string, SortedSet<string>> _edges = new(StringComparer.Ordinal);

    private FolderGraph(string rootNamespace) => _namespace = rootNamespace;

    public IEnumerable<string> Folders => _edges.Keys;

    public static FolderGraph Of(SourceProject project)
    {
        var graph = new FolderGraph(project.Name);
        graph.AddTypes(project.Types);
        graph.AddUsingLines(project.Sources);
        return graph;
    }

    /// <summary>The folders that a folder uses.</summary>
    public IReadOnlySet<string> UsedBy(string folder) => _edges[folder];

    /// <summary>A path of folders that ends where it began; empty when there is none.</summary>
    public IReadOnlyList<string> FindCycle() =>
        Folders.Select(folder => Path(folder, folder)).FirstOrDefault(path => path.Count > 0) ?? [];

    /// <summary>The edges without those that follow from others; all of them when there is a cycle.</summary>
    public IEnumerable<(string From, string To)> Reduced()
    {
        var isCyclic = FindCycle().Count > 0;
        return _edges.SelectMany(pair => pair.Value.Select(to => (From: pair.Key, To: to)))
            .Where(edge => isCyclic || !_edges[edge.From].Any(between => between != edge.To && Path(between, edge.To).Count > 0));
    }

    private List<string> Path(string from, string to)
    {
        var cameFrom = new Dictionary<string, string>();
        var queue = new Queue<string>([from]);
        while (queue.TryDequeue(out var folder))
        {
            foreach (var next in _edges[folder].Where(next => cameFrom.TryAdd(next, folder)))
            {
                if (next == to)
                {
                    return Trace(cameFrom, from, to);
                }

                queue.Enqueue(next);
            }
        }

        return [];
    }

    private static List<string> Trace(Dictionary<string, string> cameFrom, string from, string to)
    {
        var path = new List<string> { to };
        for (var folder = cameFrom[to]; folder != from; folder = cameFrom[folder])
        {
            path.Insert(0, folder);
        }

        path.Insert(0, from);
        return path;
    }

    private void AddTypes(ArchUnitNET.Domain.Architecture types)
    {
        foreach (var type in types.Types)
        {
            if (FolderOf(type.Namespace?.FullName) is { } from)
            {
                AddFolder(from);
                foreach (var to in type.GetTypeDependencies().Select(target => FolderOf(target.Namespace?.FullName)).OfType<string>())
                {
                    AddEdge(from, to);
                }
            }
        }
    }

    private void AddUsingLines(string sources)
    {
        foreach (var file in Directory.EnumerateFiles(sources, "*.cs*", SearchOption.AllDirectories))
        {
            var from = System.IO.Path.GetRelativePath(sources, System.IO.Path.GetDirectoryName(file)!).Replace('\\', '/');
            if (from.Split('/')[0] is "bin" or "obj" || System.IO.Path.GetExtension(file) is not (".cs" or ".cshtml"))
            {
                continue;
            }

            foreach (Match line in UsingLine().Matches(File.ReadAllText(file)))
            {
                if (FolderOf(line.Groups["namespace"].Value) is { } to && _edges.ContainsKey(to))
                {
                    AddEdge(from == "." ? Root : from, to);
                }
            }
        }
    }

    private string? FolderOf(string? typeNamespace) =>
        typeNamespace == _namespace ? Root
        : typeNamespace?.StartsWith(_namespace + ".", StringComparison.Ordinal) == true
            ? typeNamespace[(_namespace.Length + 1)..].Replace('.', '/')
        : null;

    private void AddFolder(string folder) => _edges.TryAdd(folder, new SortedSet<string>(StringComparer.Ordinal));

    private void AddEdge(string from, string to)
    {
        AddFolder(from);
        AddFolder(to);
        if (from != to)
        {
            _edges[from].Add(to);
        }
    }

    [GeneratedRegex(@"^@?using (static )?(\w+ = )?(?<namespace>[\w.]+);?\s*$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex UsingLine();
}
