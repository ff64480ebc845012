using System.Net;
using SecurityResponder.Assessments;
using SecurityResponder.Protocol;

namespace SecurityResponder.Client.Notifying;

/// <summary>Keeps the object <c>securityreports/cluster</c> up to date: written when something changed, else once a day.</summary>
internal sealed class StatusChannel(ObjectDoor door, TimeProvider time)
{
    // Server-side apply: fields that are left out and were ours vanish, others' fields stay
    // (https://kubernetes.io/docs/reference/using-api/server-side-apply/). JSON is YAML.
    private const string Apply = "?fieldManager=security-responder&force=true";
    private const string ContentType = "application/apply-patch+yaml";
    private static readonly TimeSpan Refresh = TimeSpan.FromHours(24);

    // A run that starts some minutes earlier than yesterday's is still a day later.
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(30);

    /// <summary>Reads the report as it is. One that does not exist is answered 404, which is no fault here.</summary>
    public Task<StoredObject> ReadAsync(CancellationToken cancellationToken) =>
        door.SendAsync(HttpMethod.Get, SecurityReport.Path, null, default, cancellationToken);

    /// <summary>Writes the report unless it says the same already.</summary>
    /// <param name="stored">The report as it is.</param>
    /// <param name="assessment">What it is to tell.</param>
    /// <param name="announcement">What of it an event tells.</param>
    /// <param name="announced">The key of the last announcement; null for none.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The report as it is now, or why it is not written.</returns>
    public Task<StoredObject> WriteAsync(
        StoredObject stored, Assessment assessment, Announcement announcement, string? announced, CancellationToken cancellationToken)
    {
        if (stored.Fault is not null && stored.Status != HttpStatusCode.NotFound)
        {
            // Written unseen, it would claim that every condition has just changed.
            return Task.FromResult(stored);
        }

        var now = time.GetUtcNow();
        var report = new SecurityReport(assessment, announcement, announced);
        var isFresh = stored.LastCheckedAt is { } last && now - last < Refresh - Slack && last <= now + Slack;
        return stored.Fault is null && stored.Digest == report.Digest && isFresh
            ? Task.FromResult(stored)
            : door.SendAsync(
                HttpMethod.Patch, SecurityReport.Path + Apply, ContentType, report.ToJson(stored, Rfc3339.Of(now)), cancellationToken);
    }
}
