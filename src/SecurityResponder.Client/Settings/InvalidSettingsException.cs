namespace SecurityResponder.Client.Settings;

/// <summary>The settings are invalid; the message is the one line that the user reads.</summary>
internal sealed class InvalidSettingsException : Exception
{
    public InvalidSettingsException(string message)
        : base(message)
    {
    }

    public InvalidSettingsException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
