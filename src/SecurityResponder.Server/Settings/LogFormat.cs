namespace SecurityResponder.Server.Settings;

/// <summary>How a line of the log looks.</summary>
internal enum LogFormat
{
    /// <summary>For people.</summary>
    Text,

    /// <summary>One JSON object: what collects logs finds the fields of an event by their names.</summary>
    Json,
}
