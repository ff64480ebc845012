namespace SecurityResponder.Signatures;

/// <summary>Base64 in its canonical form: padded, without line breaks, unused bits zero
/// (<see href="https://www.rfc-editor.org/rfc/rfc4648#section-3.5"/>).</summary>
internal static class Base64
{
    /// <summary>Decodes text.</summary>
    /// <returns>Null when the text is not the canonical form, or empty.</returns>
    public static byte[]? Decode(string text)
    {
        var bytes = new byte[text.Length];
        return text.Length > 0 && Convert.TryFromBase64String(text, bytes, out var length)
            && Convert.ToBase64String(bytes, 0, length) == text
            ? bytes[..length]
            : null;
    }
}
