using System.Text;
using SecurityResponder.Client.Settings;
using SecurityResponder.Files;
using SecurityResponder.Signatures;

namespace SecurityResponder.Client.Checking;

/// <summary>Reads the public key that verifies feed signatures from the settings.</summary>
internal static class FeedKey
{
    private const int MaxFileBytes = 64 << 10;

    /// <summary>Reads a key.</summary>
    /// <param name="setting">The PEM text itself (<c>-----BEGIN PUBLIC KEY-----</c>), or the name of a PEM file.</param>
    /// <exception cref="InvalidSettingsException">The key is invalid. The message does not contain its text.</exception>
    public static VerificationKey Read(string setting)
    {
        var isText = setting.Contains("-----BEGIN", StringComparison.Ordinal);
        var source = isText ? "the feed's public key" : $"the feed's public key in {setting}";
        try
        {
            return VerificationKey.Parse(isText ? Encoding.UTF8.GetBytes(setting) : RegularFile.Read(setting, MaxFileBytes));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InvalidSettingsException($"{source} cannot be read", exception);
        }
        catch (FormatException exception)
        {
            throw new InvalidSettingsException($"{source} {exception.Message}", exception);
        }
    }
}
