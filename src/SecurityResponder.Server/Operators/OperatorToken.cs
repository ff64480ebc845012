using System.Security.Cryptography;
using System.Text;
using SecurityResponder.Server.Settings;

namespace SecurityResponder.Server.Operators;

/// <summary>The operators' token, in a file.</summary>
/// <remarks>The file is read for every request: a secret that was changed holds at once, and one that is gone lets nobody in.</remarks>
internal sealed class OperatorToken(string file)
{
    private const int Shortest = 16;
    private const int Longest = 4096;

    /// <summary>Makes sure at the start that there is one.</summary>
    /// <exception cref="InvalidSettingsException">The file cannot be read, or holds no token.</exception>
    public static OperatorToken Open(string file)
    {
        try
        {
            return Read(file) is not null
                ? new OperatorToken(file)
                : throw new InvalidSettingsException($"{file} holds no token of {Shortest} to {Longest} characters without spaces");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InvalidSettingsException($"--operator-token-file: {exception.Message}");
        }
    }

    /// <summary>Whether it is this one. The time that takes tells nothing of it.</summary>
    public bool Is(string shown)
    {
        try
        {
            return Read(file) is { } token && CryptographicOperations.FixedTimeEquals(Digest(token), Digest(shown));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    // Whoever writes a secret by hand ends it with a line break.
    private static string? Read(string file)
    {
        if (new FileInfo(file) is { Exists: true, Length: > Longest })
        {
            return null;
        }

        var text = File.ReadAllText(file).Trim();
        return text.Length >= Shortest && !text.Any(char.IsWhiteSpace) ? text : null;
    }

    // Of one length, whatever is shown.
    private static byte[] Digest(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
