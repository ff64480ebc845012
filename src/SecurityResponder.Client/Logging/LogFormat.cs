namespace SecurityResponder.Client.Logging;

/// <summary>How a log line is written.</summary>
internal enum LogFormat
{
    /// <summary><c>time="…" level=info msg="…" key=value</c>, as Rancher's components write it.</summary>
    Logfmt,

    /// <summary>One JSON object a line.</summary>
    Json,
}
