using System.Globalization;

namespace SecurityResponder.Options;

/// <summary>Parses the values of options. Each method throws <see cref="FormatException"/> with the expected form.</summary>
public static class OptionValue
{
    /// <summary>An absolute http or https URL without a user name.</summary>
    public static Uri HttpUrl(string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out var url) && url.Scheme is "https" or "http" && url.UserInfo.Length == 0
            ? url
            : throw new FormatException("an http or https URL without user name");

    /// <summary>A whole number in a range, in decimal digits.</summary>
    public static int Number(string value, int min, int max, string expected) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max
            ? number
            : throw new FormatException(expected);

    /// <summary><c>true</c>, <c>1</c>, <c>false</c> or <c>0</c>, in any case.</summary>
    public static bool Switch(string value) => value.ToLowerInvariant() switch
    {
        "true" or "1" => true,
        "false" or "0" => false,
        _ => throw new FormatException("true or false"),
    };

    /// <summary>The value as it may be logged: without a user name or password before <c>@</c> and without query and fragment, which may
    /// hold a token.</summary>
    public static string Redact(string value)
    {
        var address = value.Split('?', '#')[0];
        var shown = address.LastIndexOf('@') is var at and >= 0 ? "…" + address[at..] : address;
        return address.Length < value.Length ? shown + "…" : shown;
    }
}
