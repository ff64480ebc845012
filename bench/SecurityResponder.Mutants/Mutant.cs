using Microsoft.CodeAnalysis;

namespace SecurityResponder.Mutants;

/// <summary>One operator of the library, replaced by another.</summary>
/// <param name="Tree">The source file.</param>
/// <param name="Node">The expression or pattern with the operator.</param>
/// <param name="Replacement">The new expression or pattern.</param>
internal sealed record Mutant(SyntaxTree Tree, SyntaxNode Node, SyntaxNode Replacement)
{
    /// <summary>File name, original and replacement, without line numbers: <c>Quantity.cs: a &lt; b =&gt; a &lt;= b</c>.</summary>
    public string Name => $"{Path.GetFileName(Tree.FilePath)}: {Text(Node)} => {Text(Replacement)}";

    /// <summary>Name of the folder that the source file is in: <c>Assessments</c>.</summary>
    public string Folder => Path.GetFileName(Path.GetDirectoryName(Tree.FilePath)!);

    /// <summary>The line, from 1.</summary>
    public int Line => Tree.GetLineSpan(Node.Span).StartLinePosition.Line + 1;

    /// <summary>The file with the replacement.</summary>
    public SyntaxTree MutatedTree =>
        Tree.WithRootAndOptions(Tree.GetRoot().ReplaceNode(Node, Replacement.WithTriviaFrom(Node)), Tree.Options);

    private static string Text(SyntaxNode node) =>
        string.Join(' ', node.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
