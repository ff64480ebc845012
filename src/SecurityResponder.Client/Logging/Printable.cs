using System.Globalization;

namespace SecurityResponder.Client.Logging;

/// <summary>Tells characters that can be shown from those that end a line, hide text, or steer a terminal.</summary>
internal static class Printable
{
    /// <summary>Whether a character may be written as it is: no control character, no line separator, no mark that turns the direction of text.</summary>
    public static bool IsSafe(char c) => !char.IsControl(c)
        && char.GetUnicodeCategory(c) is not (UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate);

    /// <summary>The text on one line, every other character replaced by <c>?</c>, and no longer than <paramref name="longest"/>.</summary>
    public static string Of(string text, int longest = 200) =>
        string.Create(Math.Min(text.Length, longest), text, static (shown, source) =>
        {
            for (var i = 0; i < shown.Length; i++)
            {
                shown[i] = IsSafe(source[i]) ? source[i] : '?';
            }
        }) + (text.Length > longest ? "…" : "");
}
