using System.Globalization;
using System.Text.Json;

namespace SecurityResponder.Server.Reports;

/// <summary>Converts a value on the wire to the value of its column, so that a fact is stored the same way from every request
/// shape.</summary>
/// <remarks>
/// Go clients from 0.1.6 send tags, which are all strings: <c>"true"</c> for true, <c>"unknown"</c> where other clients omit the field,
/// <c>"none"</c> for something absent. <see href="https://github.com/longhorn/upgrade-responder"/> defines where they are.
/// </remarks>
internal static class ColumnValue
{
    // Our clients cut text at this length.
    private const int MaxTextLength = 256;

    // An exbibyte: more memory than any cluster has.
    private const long MaxCount = 1L << 60;

    /// <summary>The value; null for "unknown", "none" and "not shared".</summary>
    /// <exception cref="InvalidValueException">The type is wrong, or the value is out of bounds.</exception>
    public static object? Of(ReportColumn column, JsonElement element) => column.Kind switch
    {
        _ when element.ValueKind == JsonValueKind.Null => null,
        ColumnKind.Count => Count(element),
        ColumnKind.Boolean => Boolean(element),
        ColumnKind.Flag => Boolean(element) ?? false,
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
        if (text.Length > MaxTextLength || HasControl(text))
        {
            throw new InvalidValueException($"one line of at most {MaxTextLength} characters", isMalformed: false);
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

    private static bool? Boolean(JsonElement element) => element.ValueKind switch
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
            if (element.TryGetInt64(out var integer) && integer is >= 0 and <= MaxCount)
            {
                return integer;
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

        return number is >= 0 and <= MaxCount ? (long)number : throw OutOfBounds();
    }

    private static InvalidValueException OutOfBounds() => new($"a whole number from 0 to {MaxCount}, or -1", isMalformed: false);
}

/// <summary>A value that its column does not accept.</summary>
/// <param name="expected">What the column accepts.</param>
/// <param name="isMalformed">True for a wrong type, false for a wrong value.</param>
internal sealed class InvalidValueException(string expected, bool isMalformed) : Exception(expected)
{
    public bool IsMalformed => isMalformed;
}
