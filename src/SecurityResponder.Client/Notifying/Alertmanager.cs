using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using SecurityResponder.Assessments;
using SecurityResponder.Client.Http;
using SecurityResponder.Protocol;
using SecurityResponder.Text;

namespace SecurityResponder.Client.Notifying;

/// <summary>Sends alerts to an Alertmanager (<see href="https://prometheus.io/docs/alerting/latest/alerts_api/"/>). Each run sends all
/// alerts, firing or resolved, so no state is stored. Replicas do not share alerts, so each address of the name gets them.</summary>
/// <param name="address">The address without <c>/api/v2</c>.</param>
/// <param name="network">Creates the HTTP clients.</param>
/// <param name="roots">Certificate authorities that the server's certificate must chain to; null for the system's.</param>
/// <param name="time">The clock.</param>
internal sealed class Alertmanager(Uri address, HttpInvokerFactory network, X509Certificate2Collection? roots, TimeProvider time)
{
    private const int TimeoutSeconds = 10;
    private const int MaxPathLength = 512;

    // Longer than the interval of a daily schedule. The alerts of a deleted cluster end after it.
    private static readonly TimeSpan FiringTime = TimeSpan.FromHours(25);

    /// <summary>Sends the alerts of a cluster to all replicas.</summary>
    /// <returns>Why the alerts were not delivered to all; null when they were.</returns>
    public async Task<string?> SendAsync(
        string clusterId, Assessment assessment, Notification notification, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(TimeoutSeconds), time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        var alerts = Alerts(clusterId, assessment, notification);
        try
        {
            var replicas = await AlertmanagerReplicas.FindAsync(address, network.Proxy, linked.Token);
            return await AlertmanagerReplicas.SendAsync(replicas, replica => PostAsync(replica, alerts, linked.Token));
        }
        catch (SocketException)
        {
            return "the host name cannot be resolved";
        }
        catch (OperationCanceledException)
        {
            return NoAnswer;
        }
    }

    private static string NoAnswer => $"no answer within {TimeoutSeconds} s";

    private async Task<string?> PostAsync(IPAddress? replica, ReadOnlyMemory<byte> alerts, CancellationToken cancellationToken)
    {
        try
        {
            using var http = network.Create(roots, replica);
            using var request = new HttpRequestMessage(
                HttpMethod.Post, new Uri(address, address.AbsolutePath.TrimEnd('/') + "/api/v2/alerts"));
            request.Content = new ReadOnlyMemoryContent(alerts);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            request.Headers.UserAgent.Add(UserAgent.Value);
            using var response = await http.SendAsync(request, cancellationToken);
            return response.IsSuccessStatusCode ? null : $"{(int)response.StatusCode} {response.StatusCode}";
        }
        catch (HttpRequestException exception)
        {
            return ConnectionFault.Describe(exception);
        }
        catch (OperationCanceledException)
        {
            return NoAnswer;
        }
    }

    private ReadOnlyMemory<byte> Alerts(string clusterId, Assessment assessment, Notification notification) => JsonBytes.Of(json =>
    {
        json.WriteStartArray();
        foreach (var alert in Alert.Of(assessment, notification))
        {
            Write(json, alert, clusterId, assessment, notification);
        }

        json.WriteEndArray();
    });

    // Labels identify an alert, so values that change while it fires are annotations.
    private void Write(Utf8JsonWriter json, Alert alert, string clusterId, Assessment assessment, Notification notification)
    {
        var now = time.GetUtcNow();
        json.WriteStartObject();
        json.WriteStartObject("labels");
        json.WriteString("alertname", alert.Name);
        json.WriteString("severity", alert.Severity);
        json.WriteString("cluster_id", clusterId);
        json.WriteEndObject();
        json.WriteStartObject("annotations");
        WriteAnnotations(json, assessment, notification);
        json.WriteEndObject();
        Instant(json, "startsAt", now);

        // An alert that ends now is resolved if it was firing; otherwise Alertmanager ignores it.
        Instant(json, "endsAt", alert.IsFiring ? now + FiringTime : now);
        json.WriteEndObject();
    }

    private static void WriteAnnotations(Utf8JsonWriter json, Assessment assessment, Notification notification)
    {
        var (recommendation, counts) = (assessment.Recommendation, notification.Counts);
        json.WriteString("summary", notification.Note);
        json.WriteString("version", SafeText.Label(assessment.Installed));
        json.WriteString("recommended", SafeText.Label(recommendation.Target?.Release.Version.ToString() ?? ""));
        json.WriteString("path", SafeText.Line(NotificationText.Path(recommendation), MaxPathLength));
        Number(json, "exploited", counts.Exploited);
        Number(json, "critical", counts.Critical);
        Number(json, "high", counts.High);
        Number(json, "medium", counts.Medium);
        Number(json, "low", counts.Low);
        Number(json, "unrated", counts.Unrated);
        Number(json, "undecided", assessment.Undecided.Count);
        if (assessment.OldestFixDays is { } days)
        {
            Number(json, "oldest_fix_days", days);
        }
    }

    // An annotation is text.
    private static void Number(Utf8JsonWriter json, string name, int value) =>
        json.WriteString(name, value.ToString(CultureInfo.InvariantCulture));

    private static void Instant(Utf8JsonWriter json, string name, DateTimeOffset instant) =>
        json.WriteString(name, instant.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'"));
}
