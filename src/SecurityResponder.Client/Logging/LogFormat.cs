namespace SecurityResponder.Client.Logging;

/// <summary>The format of log lines.</summary>
internal enum LogFormat
{
    /// <summary><c>time="…" level=info msg="…" key=value</c>, as in Rancher's components.</summary>
    Logfmt,

    /// <summary>One JSON object per line.</summary>
    Json,
}
