using Microsoft.Extensions.Logging;
using SecurityResponder.Client.Logging;
using SecurityResponder.Protocol;

namespace SecurityResponder.Client.Settings;

/// <summary>The client's settings, from the environment (as the chart sets them) and from flags, which take precedence.</summary>
internal sealed record ClientOptions
{
    /// <summary>The public responder.</summary>
    public const string DefaultEndpoint = "https://security-responder.rke2.io/v1/check";

    /// <summary>Where the kubelet mounts the service account.</summary>
    public const string DefaultServiceAccountFolder = "/var/run/secrets/kubernetes.io/serviceaccount";

    /// <summary>The responder that receives the report.</summary>
    public Uri Endpoint { get; init; } = new(DefaultEndpoint);

    /// <summary>The feed to assess the cluster with; nothing is sent then. Null to ask the responder.</summary>
    public FeedPlace? Feed { get; init; }

    /// <summary>The public key of the feed's signature: PEM text, or a file with it. Null when signatures are not checked.</summary>
    public string? FeedPublicKey { get; init; }

    /// <summary>Whether the report is sent although there is a feed, which still decides the result.</summary>
    public bool ReportsBesideFeed { get; init; }

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

    /// <summary>The format of the result; null for text, or for no result beside a JSON log.</summary>
    public OutputFormat? Output { get; init; }

    /// <summary>Whether upgrade plans are printed instead of the result.</summary>
    public bool PrintsPlan { get; init; }

    /// <summary>Settings of the plans.</summary>
    public PlanOptions Plan { get; init; } = new();

    /// <summary>When the run ends with exit code 3; null for never.</summary>
    public FailConditions? FailOn { get; init; }

    /// <summary>Whether unrated findings and unknown facts do not count for <see cref="FailOn"/>.</summary>
    public bool IgnoresUnknown { get; init; }

    /// <summary>The releases to judge without a cluster.</summary>
    public ReleaseOptions Releases { get; init; } = new();

    /// <summary>Whether a run without advice fails: a pipeline must not pass because there was none.</summary>
    public bool NeedsAdvice => FailOn is not null || Releases.IsAsked;

    /// <summary>Whether a person or a pipeline started the run. A pod that reads its own cluster is the CronJob's, whose Job must not
    /// fail because a responder cannot be reached.</summary>
    public bool IsByHand(Func<string, string?> environment) =>
        (Kubeconfig ?? Context ?? ClusterDump) is not null || ApiServer is not null
        || string.IsNullOrEmpty(environment("KUBERNETES_SERVICE_HOST"));

    /// <summary>Whether only errors are logged.</summary>
    public bool IsQuiet { get; init; }

    /// <summary>Whether debug lines are logged.</summary>
    public bool IsVerbose { get; init; }

    /// <summary>The least severe level that is logged.</summary>
    public LogLevel MinLogLevel => IsQuiet ? LogLevel.Error : IsVerbose ? LogLevel.Debug : LogLevel.Information;

    /// <summary>What is written into the cluster for its operators; nothing by default.</summary>
    public NotifyChannels Notify { get; init; }

    /// <summary>Addresses of Alertmanagers, without <c>/api/v2</c>; empty to send no alerts.</summary>
    public IReadOnlyList<Uri> Alertmanagers { get; init; } = [];

    /// <summary>Longest wait of a scheduled run before its first request, 0 to 300 seconds.</summary>
    public int MaxDelaySeconds { get; init; }

    /// <summary>Name of the Job that the pod belongs to; null outside a Job.</summary>
    public string? JobName { get; init; }

    /// <summary>Format of the log.</summary>
    public LogFormat LogFormat { get; init; } = LogFormat.Logfmt;

    /// <summary>The folder in which the kubelet mounts the service account.</summary>
    public string ServiceAccountFolder { get; init; } = DefaultServiceAccountFolder;

    /// <summary>The kubeconfig of the cluster; null for the pod's cluster, or outside a pod for kubectl's default.</summary>
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
}
