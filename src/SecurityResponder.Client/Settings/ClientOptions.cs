using SecurityResponder.Client.Logging;
using SecurityResponder.Protocol;

namespace SecurityResponder.Client.Settings;

/// <summary>The client's settings, from the environment (as the chart sets them) and from flags, which take precedence.</summary>
internal sealed record ClientOptions
{
    /// <summary>The public responder.</summary>
    public const string DefaultEndpoint = "https://security-responder.rke2.io/v1/check";

    /// <summary>The responder that receives the report.</summary>
    public Uri Endpoint { get; init; } = new(DefaultEndpoint);

    /// <summary>The feed to assess the cluster with; nothing is sent then. Null to ask the responder.</summary>
    public FeedPlace? Feed { get; init; }

    /// <summary>The public key of the feed's signature: PEM text, or a file with it. Null when signatures are not checked.</summary>
    public string? FeedPublicKey { get; init; }

    /// <summary>What the report contains.</summary>
    public ReportMode Mode { get; init; } = ReportMode.Recommended;

    /// <summary>Whether the report is marked as one of a development build, whatever the version.</summary>
    public bool IsDevelopment { get; init; }

    /// <summary>Whether the cluster uses RKE2 Prime; null to find it out from the cluster.</summary>
    public bool? IsPrime { get; init; }

    /// <summary>Whether nothing is read and nothing is sent.</summary>
    public bool IsDisabled { get; init; }

    /// <summary>Whether the payload is printed instead of sent.</summary>
    public bool IsDebug { get; init; }

    /// <summary>Whether the upgrade plan is printed instead of the summary.</summary>
    public bool PrintsPlan { get; init; }

    /// <summary>Whether debug lines are logged.</summary>
    public bool IsVerbose { get; init; }

    /// <summary>What is written into the cluster for its operators; nothing by default.</summary>
    public NotifyChannels Notify { get; init; }

    /// <summary>Address of an Alertmanager, without <c>/api/v2</c>; null to send no alerts.</summary>
    public Uri? Alertmanager { get; init; }

    /// <summary>Format of the log.</summary>
    public LogFormat LogFormat { get; init; } = LogFormat.Logfmt;

    /// <summary>The kubeconfig of the cluster; null in a pod.</summary>
    public string? Kubeconfig { get; init; }

    /// <summary>The kubeconfig's context; null for its current one.</summary>
    public string? Context { get; init; }

    /// <summary>Address of an API server that needs no credentials, e.g. of <c>kubectl proxy</c>; null otherwise.</summary>
    public Uri? ApiServer { get; init; }

    /// <summary>A file with the output of kubectl, <c>-</c> for standard input; null for a live cluster.</summary>
    public string? ClusterDump { get; init; }

    /// <summary>PEM file of a private CA that is also trusted for the responder; null for none.</summary>
    public string? CaFile { get; init; }

    /// <summary>PEM file of the public CAs; set in the container image, null for the system's store.</summary>
    public string? CaBundle { get; init; }

    /// <summary>Longest wait for one answer of the responder.</summary>
    public int TimeoutSeconds { get; init; } = 30;

    /// <summary>Longest duration of one attempt: a feed is many times as long as an answer.</summary>
    public TimeSpan AttemptTimeout => TimeSpan.FromSeconds(Feed is null ? TimeoutSeconds : 3 * TimeoutSeconds);

    /// <summary>Checks the options that depend on each other.</summary>
    /// <exception cref="FormatException">They cannot be used together; the message names the flags.</exception>
    public void Validate()
    {
        if (new object?[] { Kubeconfig, ApiServer, ClusterDump }.Count(source => source is not null) > 1)
        {
            throw new FormatException("--kubeconfig, --api-server and --cluster-dump exclude each other");
        }

        if (FeedPublicKey is not null && Feed is null)
        {
            throw new FormatException("--feed-public-key needs --feed");
        }

        if (Context is not null && Kubeconfig is null)
        {
            throw new FormatException("--context needs --kubeconfig");
        }
    }
}
