namespace SecurityResponder.Client.Settings;

/// <summary>The cluster's own means to tell its operators.</summary>
[Flags]
internal enum NotifyChannels
{
    /// <summary>Nothing is written.</summary>
    None = 0,

    /// <summary>The object <c>securityreports/cluster</c>.</summary>
    Status = 1,

    /// <summary>Events of <c>events.k8s.io/v1</c>.</summary>
    Events = 2,
}
