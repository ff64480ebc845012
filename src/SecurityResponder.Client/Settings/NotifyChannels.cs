namespace SecurityResponder.Client.Settings;

/// <summary>The Kubernetes resources that notify the operators of the cluster.</summary>
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
