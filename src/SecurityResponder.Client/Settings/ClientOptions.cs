using SecurityResponder.Client.Logging;
using SecurityResponder.Protocol;

namespace SecurityResponder.Client.Settings;

/// <summary>Everything that can be set, from the environment (as the chart does) or by flags, which win.</summary>
internal sealed record ClientOptions
{
    /// <summary>Where the report goes.</summary>
    public Uri Endpoint { get; init; } = new("https://security-responder.rke2.io/v1/check");

    /// <summary>A feed to judge by instead of asking a responder: then nothing is sent. Null to ask.</summary>
    public FeedPlace? Feed { get; init; }

    /// <summary>The public key that the feed must be signed by: PEM text, or a file of it; null for an unsigned feed.</summary>
    public string? FeedPublicKey { get; init; }

    /// <summary>How much the report tells.</summary>
    public ReportMode Mode { get; init; } = ReportMode.Recommended;

    /// <summary>Whether the report is marked as one of a development build, whatever the version.</summary>
    public bool IsDevelopment { get; init; }

    /// <summary>Whether nothing is read, asked or sent at all.</summary>
    public bool IsDisabled { get; init; }

    /// <summary>Whether the payload is printed instead of sent.</summary>
    public bool IsDebug { get; init; }

    /// <summary>Whether the upgrade plan is printed instead of the summary.</summary>
    public bool PrintsPlan { get; init; }

    /// <summary>Whether debug lines are logged.</summary>
    public bool IsVerbose { get; init; }

    /// <summary>What of the cluster's own means is written to tell its operators; nothing unless asked for.</summary>
    public NotifyChannels Notify { get; init; }

    /// <summary>Address of an Alertmanager, without <c>/api/v2</c>; null to send no alerts.</summary>
    public Uri? Alertmanager { get; init; }

    /// <summary>How log lines are written.</summary>
    public LogFormat LogFormat { get; init; } = LogFormat.Logfmt;

    /// <summary>A kubeconfig to reach the cluster by; null in a pod.</summary>
    public string? Kubeconfig { get; init; }

    /// <summary>The kubeconfig's context; null for its current one.</summary>
    public string? Context { get; init; }

    /// <summary>An address that needs no credentials, as <c>kubectl proxy</c> gives; null otherwise.</summary>
    public Uri? ApiServer { get; init; }

    /// <summary>A file with what kubectl prints of a cluster, <c>-</c> for standard input; null for a live cluster.</summary>
    public string? ClusterDump { get; init; }

    /// <summary>PEM file of a private certificate authority that may also vouch for the responder; null when there is none.</summary>
    public string? CaFile { get; init; }

    /// <summary>PEM file of the public certificate authorities; set in the container image, null for the system's own store.</summary>
    public string? CaBundle { get; init; }

    /// <summary>Longest wait for one answer of the responder.</summary>
    public int TimeoutSeconds { get; init; } = 30;

    /// <summary>The same as it holds for one attempt: a feed is many times as long as an answer.</summary>
    public TimeSpan AttemptTimeout => TimeSpan.FromSeconds(Feed is null ? TimeoutSeconds : 3 * TimeoutSeconds);
}
