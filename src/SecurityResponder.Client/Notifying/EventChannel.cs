using System.Net;
using SecurityResponder.Client.Kubernetes;
using SecurityResponder.Protocol;

namespace SecurityResponder.Client.Notifying;

/// <summary>Sends each notification as one event (<c>events.k8s.io/v1</c>). While it stays the same, later runs update the event's series
/// as long as the API server stores the event (an hour, or <c>--event-ttl</c>).</summary>
internal sealed class EventChannel(KubernetesWriter kubernetes, TimeProvider time)
{
    // Events that regard cluster-scoped objects are in the namespace default.
    private const string EventsPath = "/apis/events.k8s.io/v1/namespaces/default/events";
    private const string Controller = "rke2-security-responder";

    /// <summary>Creates an event when there is a new finding, and otherwise updates the series of the event.</summary>
    /// <param name="notification">The notification of the run.</param>
    /// <param name="announced">The announced findings as the report stores them; null when there are none or they are unknown.</param>
    /// <param name="reportUid">UID of the report that the event regards; null for an event that regards the namespace kube-system.</param>
    /// <param name="clusterId">UID of the namespace kube-system.</param>
    /// <param name="cancellationToken">Cancels the requests.</param>
    /// <returns>The event; null when there is nothing to send.</returns>
    public async Task<StoredObject?> SendAsync(
        Notification notification, string? announced, string? reportUid, string clusterId, CancellationToken cancellationToken)
    {
        var key = notification.Key;
        if (notification.IsWarning ? AnnouncedFindings.HasNew(notification, announced) : announced is not null)
        {
            var body = NewEvent(notification, key, reportUid, clusterId);
            var created = await kubernetes.SendAsync(HttpMethod.Post, EventsPath, "application/json", body, cancellationToken);
            if (created.Status != HttpStatusCode.Conflict)
            {
                return created;
            }
        }
        else if (!notification.IsWarning)
        {
            return null;
        }

        var stored = await kubernetes.SendAsync(HttpMethod.Get, PathOf(key), null, default, cancellationToken);
        if (stored.Status == HttpStatusCode.NotFound || stored.Fault is not null)
        {
            return stored.Status == HttpStatusCode.NotFound ? null : stored;
        }

        var series = NextInSeries(stored.SeriesCount ?? 1);
        return await kubernetes.SendAsync(HttpMethod.Patch, PathOf(key), "application/merge-patch+json", series, cancellationToken);
    }

    private string Now => time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'");

    private static string NameOf(string key) => "security-report." + key;

    private static string PathOf(string key) => EventsPath + "/" + NameOf(key);

    private ReadOnlyMemory<byte> NewEvent(
        Notification notification, string key, string? reportUid, string clusterId) => JsonBytes.Of(json =>
    {
        json.WriteStartObject();
        json.WriteString("apiVersion", "events.k8s.io/v1");
        json.WriteString("kind", "Event");
        json.WriteStartObject("metadata");
        json.WriteString("name", NameOf(key));
        json.WriteString("namespace", "default");
        json.WriteEndObject();
        json.WriteString("eventTime", Now);
        json.WriteString("type", notification.IsWarning ? "Warning" : "Normal");
        json.WriteString("reason", notification.Reason);
        json.WriteString("action", "Check");
        json.WriteString("note", notification.Note);
        json.WriteString("reportingController", Controller);
        json.WriteString("reportingInstance", Controller);
        json.WriteStartObject("regarding");
        json.WriteString("apiVersion", reportUid is null ? "v1" : SecurityReportStore.ApiVersion);
        json.WriteString("kind", reportUid is null ? "Namespace" : SecurityReportStore.Kind);
        json.WriteString("name", reportUid is null ? "kube-system" : SecurityReportStore.Name);
        json.WriteString("uid", reportUid ?? clusterId);
        json.WriteEndObject();
        json.WriteEndObject();
    });

    // The other fields of an event are immutable.
    private ReadOnlyMemory<byte> NextInSeries(int count) => JsonBytes.Of(json =>
    {
        json.WriteStartObject();
        json.WriteStartObject("series");
        json.WriteNumber("count", count + 1);
        json.WriteString("lastObservedTime", Now);
        json.WriteEndObject();
        json.WriteEndObject();
    });
}
