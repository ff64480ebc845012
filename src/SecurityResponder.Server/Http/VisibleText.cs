using System.Globalization;
using System.Text;

namespace SecurityResponder.Server.Http;

/// <summary>Text from outside, made safe to display: invisible characters cannot hide or reorder anything.</summary>
internal static class VisibleText
{
    /// <summary>Replaces control, formatting, separator and unassigned characters by the replacement character.</summary>
    public static string Of(string text)
    {
        var visible = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            visible.Append(IsVisible(rune) ? rune.ToString() : "\ufffd");
        }

        return visible.ToString();
    }

    private static bool IsVisible(Rune rune) => Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned);
}
