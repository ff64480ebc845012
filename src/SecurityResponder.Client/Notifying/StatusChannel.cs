using System.Net;
using SecurityResponder.Assessments;
using SecurityResponder.Client.Kubernetes;
using SecurityResponder.Protocol;

namespace SecurityResponder.Client.Notifying;

/// <summary>Keeps the object <c>securityreports/cluster</c> up to date. It is written after a change, otherwise once a day.</summary>
internal sealed class StatusChannel(SecurityReportStore reports, TimeProvider time)
{
    private static readonly TimeSpan RefreshInterval = TimeSpan.FromHours(24);

    // A daily run can start some minutes earlier than the day before.
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(30);

    /// <summary>Reads the report.</summary>
    /// <returns>The report, or a fault; status 404 when it does not exist yet.</returns>
    public Task<StoredObject> ReadAsync(CancellationToken cancellationToken) => reports.ReadAsync(cancellationToken);

    /// <summary>Writes the report unless the stored one is the same.</summary>
    /// <param name="stored">The stored report.</param>
    /// <param name="assessment">The result of the run.</param>
    /// <param name="notification">The notification of the run.</param>
    /// <param name="announced">The findings that events announced; null for none.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The report as it is now stored, or the reason why it was not written.</returns>
    public Task<StoredObject> WriteAsync(
        StoredObject stored, Assessment assessment, Notification notification, string? announced, CancellationToken cancellationToken)
    {
        if (stored.Fault is not null && stored.Status != HttpStatusCode.NotFound)
        {
            // Without the stored conditions, the new report would say that all of them changed just now.
            return Task.FromResult(stored);
        }

        var now = time.GetUtcNow();
        var report = new SecurityReport(assessment, notification, announced);
        var isFresh = stored.LastCheckedAt is { } last && now - last < RefreshInterval - Tolerance && last <= now + Tolerance;
        return stored.Fault is null && stored.Digest == report.Digest && isFresh
            ? Task.FromResult(stored)
            : reports.ApplyAsync(report.ToJson(stored, Rfc3339.Of(now)), cancellationToken);
    }
}
