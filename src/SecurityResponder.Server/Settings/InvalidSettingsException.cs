namespace SecurityResponder.Server.Settings;

/// <summary>The settings are invalid; the message is the one line that the user reads.</summary>
internal sealed class InvalidSettingsException(string message) : Exception(message);
