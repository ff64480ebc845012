namespace SecurityResponder.Server.Settings;

/// <summary>The settings cannot be used; the message is the one line that the user reads.</summary>
internal sealed class BadSettingsException(string message) : Exception(message);
