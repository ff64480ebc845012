using System.Security.Cryptography;
using System.Text;
using SecurityResponder.Files;
using SecurityResponder.Server.Settings;

namespace SecurityResponder.Server.Operators;

/// <summary>The operators' token, read from a file.</summary>
/// <remarks>The file is read for every request, so that a changed token applies at once. Without the file every request is
/// rejected.</remarks>
internal sealed class OperatorToken(string file)
{
    private const int MinLength = 16;
    private const int MaxLength = 4096;

    /// <summary>Checks at the start that the file holds a token.</summary>
    /// <exception cref="InvalidSettingsException">The file cannot be read, or holds no valid token.</exception>
    public static OperatorToken Open(string file)
    {
        try
        {
            return Read(file) is not null
                ? new OperatorToken(file)
                : throw new InvalidSettingsException($"{file} holds no token of {MinLength} to {MaxLength} characters without spaces");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InvalidSettingsException($"--operator-token-file: {exception.Message}");
        }
    }

    /// <summary>Whether a token is the right one. The comparison takes constant time.</summary>
    public bool Is(string presented)
    {
        try
        {
            return Read(file) is { } token && CryptographicOperations.FixedTimeEquals(Digest(token), Digest(presented));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    // A file written by hand usually ends with a line break.
    private static string? Read(string file)
    {
        var text = RegularFile.ReadText(file, MaxLength).Trim();
        return text.Length >= MinLength && !text.Any(char.IsWhiteSpace) ? text : null;
    }

    // Digests have the same length for every input.
    private static byte[] Digest(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
