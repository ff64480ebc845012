using SecurityResponder.Text;

namespace SecurityResponder.Client.Logging;

/// <summary>Text on one line, see <see cref="SafeText"/>.</summary>
internal static class Printable
{
    /// <summary>The text on one line, with <c>?</c> for each unsafe character, in at most <paramref name="maxLength"/>
    /// characters.</summary>
    public static string Of(string text, int maxLength = SafeText.MaxLineLength) => SafeText.Line(text, maxLength);
}
