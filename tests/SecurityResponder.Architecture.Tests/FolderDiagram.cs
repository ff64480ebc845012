using System.Text.RegularExpressions;

namespace SecurityResponder.Architecture.Tests;

/// <summary>The diagrams and tables of folders in CONTRIBUTING.md.</summary>
internal static class FolderDiagram
{
    /// <summary>A Mermaid graph of a project's folders: an arrow means "uses".</summary>
    public static string Draw(FolderGraph graph) => string.Join('\n',
    [
        "```mermaid",
        "graph TD",
        .. graph.Folders.Select(folder => $"  {Id(folder)}[\"{folder}\"]"),
        .. graph.Reduced().Select(edge => $"  {Id(edge.From)} --> {Id(edge.To)}"),
        "```",
        "",
    ]);

    /// <summary>The diagram of a project as a document shows it; null when the document has no place for it.</summary>
    public static string? Find(string document, string project) =>
        Place(document, project) is { Success: true } place ? place.Groups["diagram"].Value : null;

    /// <summary>The document with another diagram of a project.</summary>
    public static string Replace(string document, string project, string diagram)
    {
        var place = Place(document, project).Groups["diagram"];
        return document[..place.Index] + diagram + document[(place.Index + place.Length)..];
    }

    private static Match Place(string document, string project) => Regex.Match(
        document, $@"<!-- folders of {Regex.Escape(project)} -->\n(?<diagram>.*?)<!-- end of folders -->", RegexOptions.Singleline);

    private static string Id(string folder) => folder.Replace('/', '_').Replace(".cs", "", StringComparison.Ordinal);
}
