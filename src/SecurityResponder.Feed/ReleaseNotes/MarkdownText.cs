using System.Text;
using SecurityResponder.Feed.Sources;

namespace SecurityResponder.Feed.ReleaseNotes;

/// <summary>The lines of a Markdown file that a reader sees.</summary>
internal static class MarkdownText
{
    private const int MaxLineLength = 65_536;

    /// <summary>The lines, with HTML comments and fenced code blanked, so that line numbers stay.</summary>
    /// <exception cref="InvalidSourceException">A line is too long.</exception>
    public static IReadOnlyList<string> WithoutComments(SourceFile file)
    {
        var lines = file.Text.ReplaceLineEndings("\n").Split('\n');
        var isComment = false;
        var isFenced = false;
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].Length > MaxLineLength)
            {
                throw file.Fault(i + 1, $"a line of at most {MaxLineLength} characters");
            }

            lines[i] = WithoutComment(lines[i], ref isComment);
            var isFence = lines[i].TrimStart().StartsWith("```", StringComparison.Ordinal);
            isFenced ^= isFence;
            lines[i] = isFence || isFenced ? "" : lines[i];
        }

        return lines;
    }

    private static string WithoutComment(string line, ref bool isComment)
    {
        var text = new StringBuilder();
        for (var at = 0; ;)
        {
            var mark = line.IndexOf(isComment ? "-->" : "<!--", at, StringComparison.Ordinal);
            if (!isComment)
            {
                text.Append(line, at, (mark < 0 ? line.Length : mark) - at);
            }

            if (mark < 0)
            {
                return text.ToString();
            }

            at = mark + (isComment ? 3 : 4);
            isComment = !isComment;
        }
    }
}
