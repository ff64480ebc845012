using SecurityResponder.Text;

namespace SecurityResponder.Feed.Sources;

/// <summary>A source or an output that the program cannot use. The message names file, line and what was expected.</summary>
internal sealed class InvalidSourceException : Exception
{
    private InvalidSourceException(string message)
        : base(message)
    {
    }

    /// <summary>A fault at a line.</summary>
    /// <param name="file">The file, or <c>archive.zip!entry.json</c>.</param>
    /// <param name="line">The line, from 1; null when the fault is not at a line.</param>
    /// <param name="expected">What was expected, e.g. <c>a date such as 2026-11-24</c>.</param>
    public static InvalidSourceException At(string file, long? line, string expected) =>
        new(SafeText.Line(line is null ? $"{file}: expected {expected}" : $"{file}:{line}: expected {expected}"));

    /// <summary>Another fault.</summary>
    /// <param name="file">The file.</param>
    /// <param name="sentence">What is wrong, e.g. <c>the file has more than 1,000 bytes</c>.</param>
    public static InvalidSourceException Of(string file, string sentence) => new(SafeText.Line($"{file}: {sentence}"));
}
