using Microsoft.Extensions.Logging;
using SecurityResponder.Assessments;
using SecurityResponder.Client.Checking;
using SecurityResponder.Client.Collecting;
using SecurityResponder.Client.Settings;

namespace SecurityResponder.Client.Notifying;

/// <summary>Tells an assessment where operators already look. A channel that fails costs one warning and changes nothing else.</summary>
/// <param name="options">Which channels are on.</param>
/// <param name="cluster">The way to the cluster's API server; null for a dump: then nothing is told to anyone.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Takes the warnings.</param>
internal sealed partial class Channels(ClientOptions options, ApiServerTransport? cluster, TimeProvider time, ILogger logger)
{
    private StoredObject? _report;

    /// <summary>Tells it by every channel that is on.</summary>
    /// <param name="clusterId">UID of the namespace kube-system.</param>
    /// <param name="assessment">What was found.</param>
    /// <param name="cancellationToken">Ends the waits.</param>
    public async Task TellAsync(string clusterId, Assessment assessment, CancellationToken cancellationToken)
    {
        if (cluster is null)
        {
            return;
        }

        var announcement = new Announcement(assessment);
        if (options.Notify != NotifyChannels.None)
        {
            await TellClusterAsync(new ObjectDoor(cluster, time), clusterId, assessment, announcement, cancellationToken).ConfigureAwait(false);
        }

        if (options.Alertmanager is { } address)
        {
            var alertmanager = new Alertmanager(address, address.Scheme == "https" ? ResponderRoots.Load(options) : null, time);
            if (await alertmanager.TellAsync(clusterId, assessment, announcement, cancellationToken).ConfigureAwait(false) is { } reason)
            {
                Log.Failed(logger, "alertmanager", reason, null);
            }
        }
    }

    /// <summary>When the feed of the last advice was made, as the status object remembers it.</summary>
    /// <returns>Null when nothing is remembered: the status object is switched off, cannot be read, or is not there yet.</returns>
    public async Task<DateTimeOffset?> LastFeedAsync(CancellationToken cancellationToken) =>
        cluster is not null && options.Notify.HasFlag(NotifyChannels.Status)
            ? (await ReadAsync(new StatusChannel(new ObjectDoor(cluster, time), time), cancellationToken).ConfigureAwait(false)).FeedGeneratedAt
            : null;

    // Nobody else writes it while this program runs, so it is read once; what could not be read is tried again.
    private async Task<StoredObject> ReadAsync(StatusChannel status, CancellationToken cancellationToken) =>
        _report is { Fault: null } ? _report : _report = await status.ReadAsync(cancellationToken).ConfigureAwait(false);

    private async Task TellClusterAsync(
        ObjectDoor door, string clusterId, Assessment assessment, Announcement announcement, CancellationToken cancellationToken)
    {
        var hasEvents = options.Notify.HasFlag(NotifyChannels.Events);
        var status = new StatusChannel(door, time);
        StoredObject? before = null;
        StoredObject? report = null;
        if (options.Notify.HasFlag(NotifyChannels.Status))
        {
            before = await ReadAsync(status, cancellationToken).ConfigureAwait(false);
            var announced = !hasEvents ? before.Announced : announcement.IsWarning ? announcement.Key : null;
            report = await status.WriteAsync(before, assessment, announcement, announced, cancellationToken).ConfigureAwait(false);
            Tell("status", report, Remedy(report));
        }

        // Where there is no report, nothing remembers what was announced, and the event is about the namespace kube-system.
        var isRemembered = report is { Fault: null };
        if (hasEvents && (isRemembered || report is null || Remedy(report) is not null))
        {
            var told = await new EventChannel(door, time).TellAsync(
                announcement, isRemembered ? before!.Announced : null, isRemembered ? report!.Uid : null, clusterId, cancellationToken).ConfigureAwait(false);
            Tell("events", told, null);
            if (told is { Fault: not null } && isRemembered)
            {
                // The report says that the finding is announced, and it is not: the next run must try again.
                await status.WriteAsync(report!, assessment, announcement, before!.Announced, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static string? Remedy(StoredObject report) => (int)report.Status switch
    {
        403 => "let the service account get, create and patch securityreports/cluster, or switch the channel off",
        404 => "install the CustomResourceDefinition of SecurityReports, or switch the channel off",
        _ => null,
    };

    private void Tell(string channel, StoredObject? told, string? remedy)
    {
        if (told is { Fault: not null })
        {
            Log.Failed(logger, channel, told.Reason, remedy);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(411, LogLevel.Warning, "a channel could not be told; the next run tries again")]
        public static partial void Failed(ILogger logger, string channel, string reason, string? remedy);
    }
}
