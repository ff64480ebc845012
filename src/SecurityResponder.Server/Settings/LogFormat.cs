namespace SecurityResponder.Server.Settings;

/// <summary>Format of the log.</summary>
internal enum LogFormat
{
    /// <summary>Text for people.</summary>
    Text,

    /// <summary>One JSON object per line.</summary>
    Json,
}
