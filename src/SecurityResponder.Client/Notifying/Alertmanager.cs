using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using SecurityResponder.Advisories;
using SecurityResponder.Assessments;
using SecurityResponder.Client.Http;
using SecurityResponder.Protocol;
using SecurityResponder.Text;

namespace SecurityResponder.Client.Notifying;

/// <summary>Sends alerts to an Alertmanager (<see href="https://prometheus.io/docs/alerting/latest/alerts_api/"/>). Each run sends all
/// alerts, firing or resolved, so no state is stored.</summary>
/// <param name="address">The address without <c>/api/v2</c>.</param>
/// <param name="roots">Certificate authorities that the server's certificate must chain to; null for the system's.</param>
/// <param name="time">The clock.</param>
internal sealed class Alertmanager(Uri address, X509Certificate2Collection? roots, TimeProvider time)
{
    private const int TimeoutSeconds = 10;

    // Longer than the interval of a daily schedule. The alerts of a deleted cluster end after it.
    private static readonly TimeSpan FiringTime = TimeSpan.FromHours(25);

    /// <summary>Sends the alerts of a cluster.</summary>
    /// <returns>Why the alerts were not delivered; null when they were.</returns>
    public async Task<string?> SendAsync(
        string clusterId, Assessment assessment, Notification notification, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(TimeoutSeconds), time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            using var http = HttpInvokerFactory.Create(roots);
            var alerts = new Uri(address, address.AbsolutePath.TrimEnd('/') + "/api/v2/alerts");
            using var request = new HttpRequestMessage(HttpMethod.Post, alerts);
            request.Content = new ReadOnlyMemoryContent(Alerts(clusterId, assessment, notification));
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            request.Headers.UserAgent.Add(UserAgent.Value);
            using var response = await http.SendAsync(request, linked.Token);
            return response.IsSuccessStatusCode ? null : $"{(int)response.StatusCode} {response.StatusCode}";
        }
        catch (HttpRequestException exception)
        {
            return ConnectionFault.Describe(exception);
        }
        catch (OperationCanceledException)
        {
            return $"no answer within {TimeoutSeconds} s";
        }
    }

    private ReadOnlyMemory<byte> Alerts(string clusterId, Assessment assessment, Notification notification) => JsonBytes.Of(json =>
    {
        var isCritical = assessment.Count(SeverityLevel.Critical) > 0;
        json.WriteStartArray();
        Alert(json, "RKE2Vulnerable", "critical", isCritical, clusterId, assessment, notification);
        Alert(json, "RKE2Vulnerable", "warning", notification.Urgent > 0 && !isCritical, clusterId, assessment, notification);
        Alert(json, "RKE2OutOfSupport", "warning", notification.IsOutOfSupport, clusterId, assessment, notification);
        json.WriteEndArray();
    });

    // Labels identify an alert, so values that change while it fires are annotations.
    private void Alert(
        Utf8JsonWriter json,
        string name,
        string severity,
        bool isFiring,
        string clusterId,
        Assessment assessment,
        Notification notification)
    {
        var now = time.GetUtcNow();
        json.WriteStartObject();
        json.WriteStartObject("labels");
        json.WriteString("alertname", name);
        json.WriteString("severity", severity);
        json.WriteString("cluster_id", clusterId);
        json.WriteEndObject();
        json.WriteStartObject("annotations");
        json.WriteString("summary", notification.Note);
        json.WriteString("version", SafeText.Line(assessment.Installed, 128));
        var recommended = assessment.Recommended?.Release.Version.ToString() ?? "";
        json.WriteString("recommended", SafeText.Line(recommended, 128));
        for (var level = SeverityLevel.Critical; level >= SeverityLevel.Unknown; level--)
        {
            json.WriteString(level.Name(), assessment.Count(level).ToString(CultureInfo.InvariantCulture));
        }

        json.WriteEndObject();
        Instant(json, "startsAt", now);

        // An alert that ends now is resolved if it was firing; otherwise Alertmanager ignores it.
        Instant(json, "endsAt", isFiring ? now + FiringTime : now);
        json.WriteEndObject();
    }

    private static void Instant(Utf8JsonWriter json, string name, DateTimeOffset instant) =>
        json.WriteString(name, instant.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'"));
}
