using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using SecurityResponder.Advisories;
using SecurityResponder.Assessments;
using SecurityResponder.Client.Http;
using SecurityResponder.Client.Logging;
using SecurityResponder.Protocol;

namespace SecurityResponder.Client.Notifying;

/// <summary>The door to an Alertmanager (<see href="https://prometheus.io/docs/alerting/latest/alerts_api/"/>): each run says of every alert
/// whether it fires, so nothing need be remembered.</summary>
/// <param name="address">Where it is, without <c>/api/v2</c>.</param>
/// <param name="roots">Certificates that its own must chain to; null for the system's.</param>
/// <param name="time">The clock.</param>
internal sealed class Alertmanager(Uri address, X509Certificate2Collection? roots, TimeProvider time)
{
    private const int DeadlineSeconds = 10;

    // A schedule of once a day is still in time to say it again; a cluster that is gone is forgotten after that.
    private static readonly TimeSpan Firing = TimeSpan.FromHours(25);

    /// <summary>Sends the alerts of a cluster.</summary>
    /// <returns>Why they are not delivered; null when they are.</returns>
    public async Task<string?> TellAsync(string clusterId, Assessment assessment, Announcement announcement, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(DeadlineSeconds), time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            using var http = PlainHttp.Trusting(roots);
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, address.AbsolutePath.TrimEnd('/') + "/api/v2/alerts"));
            request.Content = new ReadOnlyMemoryContent(Alerts(clusterId, assessment, announcement)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
            request.Headers.UserAgent.Add(UserAgent.Value);
            using var response = await http.SendAsync(request, linked.Token).ConfigureAwait(false);
            return response.IsSuccessStatusCode ? null : $"{(int)response.StatusCode} {response.StatusCode}";
        }
        catch (HttpRequestException exception)
        {
            return ConnectionFault.Describe(exception);
        }
        catch (OperationCanceledException)
        {
            return $"no answer within {DeadlineSeconds} s";
        }
    }

    private ReadOnlyMemory<byte> Alerts(string clusterId, Assessment assessment, Announcement announcement) => JsonBytes.Of(json =>
    {
        var isCritical = assessment.Count(SeverityLevel.Critical) > 0;
        json.WriteStartArray();
        Alert(json, "RKE2Vulnerable", "critical", isCritical, clusterId, assessment, announcement);
        Alert(json, "RKE2Vulnerable", "warning", announcement.Urgent > 0 && !isCritical, clusterId, assessment, announcement);
        Alert(json, "RKE2OutOfSupport", "warning", announcement.IsOutOfSupport, clusterId, assessment, announcement);
        json.WriteEndArray();
    });

    // The labels are the alert's identity: what changes while it fires stands in its annotations.
    private void Alert(
        Utf8JsonWriter json, string name, string severity, bool isFiring, string clusterId, Assessment assessment, Announcement announcement)
    {
        var now = time.GetUtcNow();
        json.WriteStartObject();
        json.WriteStartObject("labels");
        json.WriteString("alertname", name);
        json.WriteString("severity", severity);
        json.WriteString("cluster_id", clusterId);
        json.WriteEndObject();
        json.WriteStartObject("annotations");
        json.WriteString("summary", announcement.Note);
        json.WriteString("version", Printable.Of(assessment.Installed, 128));
        json.WriteString("recommended", assessment.Recommended is { } upgrade ? Printable.Of(upgrade.Release.Version.ToString(), 128) : "");
        for (var level = SeverityLevel.Critical; level >= SeverityLevel.Unknown; level--)
        {
            json.WriteString(level.Name(), assessment.Count(level).ToString(CultureInfo.InvariantCulture));
        }

        json.WriteEndObject();
        Instant(json, "startsAt", now);

        // An alert that ends now and was firing is resolved; of one that was not, nobody hears.
        Instant(json, "endsAt", isFiring ? now + Firing : now);
        json.WriteEndObject();
    }

    private static void Instant(Utf8JsonWriter json, string name, DateTimeOffset at) => json.WriteString(name, at.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'"));
}
