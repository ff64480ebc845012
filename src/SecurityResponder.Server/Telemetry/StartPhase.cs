namespace SecurityResponder.Server.Telemetry;

/// <summary>Whether the server has started. Until then, the host's own messages about a failed start are not logged: the program prints
/// the reason as one line.</summary>
internal sealed class StartPhase
{
    /// <summary>Whether the start is complete.</summary>
    public bool IsOver { get; set; }
}
