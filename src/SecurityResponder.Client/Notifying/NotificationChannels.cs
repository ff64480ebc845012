using Microsoft.Extensions.Logging;
using SecurityResponder.Assessments;
using SecurityResponder.Client.Http;
using SecurityResponder.Client.Kubernetes;
using SecurityResponder.Client.Settings;

namespace SecurityResponder.Client.Notifying;

/// <summary>Sends the assessment to the configured channels. A failed channel logs one warning and affects nothing else.</summary>
/// <param name="options">The channels that are on.</param>
/// <param name="network">Creates the HTTP clients.</param>
/// <param name="apiServer">The cluster's API server; null for a dump, for which no notifications are sent.</param>
/// <param name="reports">The status object in the cluster; null for a dump.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">The log.</param>
internal sealed partial class NotificationChannels(
    ClientOptions options,
    HttpInvokerFactory network,
    ApiServerClient? apiServer,
    SecurityReportStore? reports,
    TimeProvider time,
    ILogger logger)
{
    /// <summary>Sends the notifications of a run.</summary>
    /// <param name="clusterId">UID of the namespace kube-system.</param>
    /// <param name="assessment">The result of the run.</param>
    /// <param name="cancellationToken">Cancels the requests.</param>
    public async Task NotifyAsync(string clusterId, Assessment assessment, CancellationToken cancellationToken)
    {
        if (apiServer is null || reports is null)
        {
            return;
        }

        var notification = new Notification(assessment);
        if (options.Notify != NotifyChannels.None)
        {
            var status = new StatusChannel(reports, time);
            var events = new EventChannel(new KubernetesWriter(apiServer, time), time);
            await NotifyClusterAsync(status, events, clusterId, assessment, notification, cancellationToken);
        }

        foreach (var address in options.Alertmanagers)
        {
            var roots = address.Scheme == "https" ? ConfiguredRoots.Load(options) : null;
            var alertmanager = new Alertmanager(address, network, roots, time);
            if (await alertmanager.SendAsync(clusterId, assessment, notification, cancellationToken) is { } reason)
            {
                Log.Failed(logger, "alertmanager", reason, null);
            }
            else
            {
                Log.Written(logger, "alertmanager", $"firing alerts: {Alert.Of(assessment, notification).Count(alert => alert.IsFiring)}");
            }
        }
    }

    private async Task NotifyClusterAsync(
        StatusChannel status,
        EventChannel events,
        string clusterId,
        Assessment assessment,
        Notification notification,
        CancellationToken cancellationToken)
    {
        var hasEvents = options.Notify.HasFlag(NotifyChannels.Events);
        StoredObject? before = null;
        StoredObject? report = null;
        if (options.Notify.HasFlag(NotifyChannels.Status))
        {
            before = await status.ReadAsync(cancellationToken);
            var announced = hasEvents ? AnnouncedFindings.After(notification, before.Announced) : before.Announced;
            report = await status.WriteAsync(before, assessment, notification, announced, cancellationToken);
            LogResult(
                "status",
                report,
                ReferenceEquals(report, before) ? "securityreports/cluster, which is up to date" : "securityreports/cluster",
                Remedy(report));
        }

        // Without a report, the last announcement is unknown, and the event regards the namespace kube-system.
        var hasReport = report is { Fault: null };
        if (hasEvents && (hasReport || report is null || Remedy(report) is not null))
        {
            var (announced, reportUid) = hasReport ? (before!.Announced, report!.Uid) : (null, null);
            var sent = await events.SendAsync(notification, announced, reportUid, clusterId, cancellationToken);
            LogResult("events", sent, sent is null ? "no event, because nothing is new" : $"event {notification.Reason}", null);
            if (sent is { Fault: not null } && hasReport)
            {
                // The report says that the event was sent. Correct that, so that the next run sends it.
                await status.WriteAsync(report!, assessment, notification, before!.Announced, cancellationToken);
            }
        }
    }

    private static string? Remedy(StoredObject report) => (int)report.Status switch
    {
        403 => "let the service account get, create and patch securityreports/cluster, or switch the channel off",
        404 => "install the CustomResourceDefinition of SecurityReports, or switch the channel off",
        _ => null,
    };

    private void LogResult(string channel, StoredObject? stored, string written, string? remedy)
    {
        if (stored is { Fault: not null })
        {
            Log.Failed(logger, channel, stored.Reason, remedy);
        }
        else
        {
            Log.Written(logger, channel, written);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(411, LogLevel.Warning, "notification failed; the next run tries again")]
        public static partial void Failed(ILogger logger, string channel, string reason, string? remedy);

        [LoggerMessage(412, LogLevel.Information, "notification written")]
        public static partial void Written(ILogger logger, string channel, string content);
    }
}
