using System.Net;
using SecurityResponder.Protocol;

namespace SecurityResponder.Client.Notifying;

/// <summary>Tells by an event (<c>events.k8s.io/v1</c>) what is found, once: a finding that stays is one event, whose series goes on
/// for as long as the API server keeps it (an hour, unless <c>--event-ttl</c> says otherwise).</summary>
internal sealed class EventChannel(ObjectDoor door, TimeProvider time)
{
    // What an event of a cluster-scoped object has for a namespace.
    private const string Events = "/apis/events.k8s.io/v1/namespaces/default/events";
    private const string Controller = "rke2-security-responder";

    /// <summary>Announces a finding that was not announced, and goes on with the series of one that was.</summary>
    /// <param name="announcement">What is found.</param>
    /// <param name="announced">The key of the last announcement; null when there is none, or nobody remembers.</param>
    /// <param name="reportUid">UID of the report that the event is about; null for an event about the namespace kube-system.</param>
    /// <param name="clusterId">UID of the namespace kube-system.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The event; null when there is nothing to tell.</returns>
    public async Task<StoredObject?> TellAsync(
        Announcement announcement, string? announced, string? reportUid, string clusterId, CancellationToken cancellationToken)
    {
        var key = announcement.Key;
        if (announcement.IsWarning ? announced != key : announced is not null)
        {
            var made = await door.SendAsync(
                HttpMethod.Post, Events, "application/json", Made(announcement, key, reportUid, clusterId), cancellationToken).ConfigureAwait(false);
            if (made.Status != HttpStatusCode.Conflict)
            {
                return made;
            }
        }
        else if (!announcement.IsWarning)
        {
            return null;
        }

        var seen = await door.SendAsync(HttpMethod.Get, PathOf(key), null, default, cancellationToken).ConfigureAwait(false);
        return seen.Status == HttpStatusCode.NotFound ? null
            : seen.Fault is not null ? seen
            : await door.SendAsync(
                HttpMethod.Patch, PathOf(key), "application/merge-patch+json", SeenAgain(seen.SeriesCount ?? 1), cancellationToken).ConfigureAwait(false);
    }

    private string Now => time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'");

    private static string NameOf(string key) => "security-report." + key;

    private static string PathOf(string key) => Events + "/" + NameOf(key);

    private ReadOnlyMemory<byte> Made(Announcement announcement, string key, string? reportUid, string clusterId) => JsonBytes.Of(json =>
    {
        json.WriteStartObject();
        json.WriteString("apiVersion", "events.k8s.io/v1");
        json.WriteString("kind", "Event");
        json.WriteStartObject("metadata");
        json.WriteString("name", NameOf(key));
        json.WriteString("namespace", "default");
        json.WriteEndObject();
        json.WriteString("eventTime", Now);
        json.WriteString("type", announcement.IsWarning ? "Warning" : "Normal");
        json.WriteString("reason", announcement.Reason);
        json.WriteString("action", "Check");
        json.WriteString("note", announcement.Note);
        json.WriteString("reportingController", Controller);
        json.WriteString("reportingInstance", Controller);
        json.WriteStartObject("regarding");
        json.WriteString("apiVersion", reportUid is null ? "v1" : SecurityReport.ApiVersion);
        json.WriteString("kind", reportUid is null ? "Namespace" : SecurityReport.Kind);
        json.WriteString("name", reportUid is null ? "kube-system" : SecurityReport.Name);
        json.WriteString("uid", reportUid ?? clusterId);
        json.WriteEndObject();
        json.WriteEndObject();
    });

    // All else of an event is immutable.
    private ReadOnlyMemory<byte> SeenAgain(int count) => JsonBytes.Of(json =>
    {
        json.WriteStartObject();
        json.WriteStartObject("series");
        json.WriteNumber("count", count + 1);
        json.WriteString("lastObservedTime", Now);
        json.WriteEndObject();
        json.WriteEndObject();
    });
}
