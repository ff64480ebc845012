namespace SecurityResponder.Client.Settings;

/// <summary>The settings cannot be used; the message is the one line that the user reads.</summary>
internal sealed class BadSettingsException : Exception
{
    public BadSettingsException(string message)
        : base(message)
    {
    }

    public BadSettingsException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
