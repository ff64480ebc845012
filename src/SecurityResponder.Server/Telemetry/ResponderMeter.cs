namespace SecurityResponder.Server.Telemetry;

/// <summary>The meter that every instrument of this program belongs to.</summary>
internal static class ResponderMeter
{
    /// <summary>Its name.</summary>
    public const string Name = "SecurityResponder.Server";
}

/// <summary>Observable instruments of one folder. The constructor creates them; <see cref="TelemetryServices.UseTelemetry"/> calls it
/// once.</summary>
internal interface IInstruments;
