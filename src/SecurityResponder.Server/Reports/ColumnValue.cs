using System.Globalization;
using System.Text.Json;

namespace SecurityResponder.Server.Reports;

/// <summary>Turns a value of the wire into a column's, so that one fact looks the same whichever shape brought it.</summary>
/// <remarks>
/// Go clients from 0.1.6 send tags, which are all strings: <c>"true"</c> for true, <c>"unknown"</c> where others leave the field out,
/// <c>"none"</c> where there is nothing. <see href="https://github.com/longhorn/upgrade-responder"/> defines the places.
/// </remarks>
internal static class ColumnValue
{
    // Ours cut at this length; what is longer was not written by a client.
    private const int LongestText = 256;

    // An exbibyte: more memory than any cluster has, and little enough that sums of a million clusters are still told right.
    private const long LargestCount = 1L << 60;

    /// <summary>The value; null for "unknown", "none" and "not shared".</summary>
    /// <exception cref="InvalidValueException">It has the wrong type, or is out of bounds.</exception>
    public static object? Of(ReportColumn column, JsonElement element) => column.Kind switch
    {
        _ when element.ValueKind == JsonValueKind.Null => null,
        ColumnKind.Count => Count(element),
        ColumnKind.Truth => Truth(element),
        ColumnKind.Mark => Truth(element) ?? false,
        ColumnKind.Id => Text(element, "text")?.ToLowerInvariant(),
        ColumnKind.TextOrNone when element.ValueKind == JsonValueKind.String && element.ValueEquals("none"u8) => "none",
        _ => Text(element, "text"),
    };

    private static string? Text(JsonElement element, string expected)
    {
        if (element.ValueKind != JsonValueKind.String)
        {
            throw new InvalidValueException(expected, isMalformed: true);
        }

        var text = element.GetString()!.Trim();
        if (text.Length > LongestText || HasControl(text))
        {
            throw new InvalidValueException($"one line of at most {LongestText} characters", isMalformed: false);
        }

        return text is "" or "unknown" or "none" ? null : text;
    }

    private static bool HasControl(string text)
    {
        foreach (var character in text)
        {
            if (char.IsControl(character))
            {
                return true;
            }
        }

        return false;
    }

    private static bool? Truth(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => Text(element, "true or false")?.ToLowerInvariant() switch
        {
            null => null,
            "true" => true,
            "false" => false,
            _ => throw new InvalidValueException("true or false", isMalformed: false),
        },
    };

    private static long? Count(JsonElement element)
    {
        decimal number;
        if (element.ValueKind == JsonValueKind.Number)
        {
            if (element.TryGetInt64(out var usual) && usual is >= 0 and <= LargestCount)
            {
                return usual;
            }

            if (!element.TryGetDecimal(out number))
            {
                throw OutOfBounds();
            }
        }
        else
        {
            var text = Text(element, "a whole number");
            if (text is null)
            {
                return null;
            }

            if (!decimal.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number))
            {
                throw new InvalidValueException("a whole number", isMalformed: true);
            }
        }

        if (number == -1)
        {
            return null;
        }

        if (number != decimal.Truncate(number))
        {
            throw new InvalidValueException("a whole number", isMalformed: true);
        }

        return number is >= 0 and <= LargestCount ? (long)number : throw OutOfBounds();
    }

    private static InvalidValueException OutOfBounds() => new($"a whole number from 0 to {LargestCount}, or -1", isMalformed: false);
}

/// <summary>A value that its column cannot take.</summary>
/// <param name="expected">What it can.</param>
/// <param name="isMalformed">Whether the type is wrong, rather than the value.</param>
internal sealed class InvalidValueException(string expected, bool isMalformed) : Exception(expected)
{
    public bool IsMalformed => isMalformed;
}
