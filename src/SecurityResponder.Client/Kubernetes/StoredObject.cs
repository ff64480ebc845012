using System.Globalization;
using System.Net;
using SecurityResponder.Client.Kubernetes.Json;

namespace SecurityResponder.Client.Kubernetes;

/// <summary>The decoded fields of a security report or an event, or of the error that the API server answered instead.</summary>
internal sealed class StoredObject
{
    private const DateTimeStyles AsUtc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;

    // The report has five. Conditions that other writers added are ignored.
    private const int MaxConditions = 16;

    private readonly Dictionary<string, string> _transitions = [];
    private string _condition = "";
    private string _conditionStatus = "";
    private string _transition = "";
    private string? _message;

    /// <summary>The HTTP status of the answer; 0 when there was none.</summary>
    public HttpStatusCode Status { get; private set; }

    /// <summary>Why there is no object; null when there is one.</summary>
    public string? Fault { get; private set; }

    /// <summary>The fault followed by the server's own message.</summary>
    public string Reason => _message is null ? Fault ?? "" : $"{Fault}: {_message}";

    /// <summary>The object's UID; null when the answer has none.</summary>
    public string? Uid { get; private set; }

    /// <summary>The report's <c>status.digest</c>. Reports with the same digest differ in times only.</summary>
    public string? Digest { get; private set; }

    /// <summary>The report's <c>status.announced</c>: the findings that events announced; null for none.</summary>
    public string? Announced { get; private set; }

    /// <summary>The report's <c>status.lastChecked</c>; null when the answer has none.</summary>
    public DateTimeOffset? LastCheckedAt { get; private set; }

    /// <summary>The report's <c>status.feedGenerated</c>: when the last feed was generated; null when the answer has none.</summary>
    public DateTimeOffset? FeedGeneratedAt { get; private set; }

    /// <summary>The event's <c>series.count</c>; null when the event occurred once.</summary>
    public int? SeriesCount { get; private set; }

    /// <summary>The fields that are decoded of a report, an event or an error.</summary>
    public static JsonShape<StoredObject> Shape { get; } = new()
    {
        ["message"] = new() { Value = (stored, value) => stored._message = value },
        ["metadata"] = new() { ["uid"] = new() { Value = (stored, value) => stored.Uid = value } },
        ["series"] = new() { ["count"] = new() { Value = (stored, value) => stored.SeriesCount = Count(value) } },
        ["status"] = new()
        {
            ["digest"] = new() { Value = (stored, value) => stored.Digest = value },
            ["announced"] = new() { Value = (stored, value) => stored.Announced = value },
            ["lastChecked"] = new() { Value = (stored, value) => stored.LastCheckedAt = Instant(value) },
            ["feedGenerated"] = new() { Value = (stored, value) => stored.FeedGeneratedAt = Instant(value) },
            ["conditions"] = new()
            {
                Begin = stored => (stored._condition, stored._conditionStatus, stored._transition) = ("", "", ""),
                End = stored => stored.EndCondition(),
                ["type"] = new() { Value = (stored, value) => stored._condition = value },
                ["status"] = new() { Value = (stored, value) => stored._conditionStatus = value },
                ["lastTransitionTime"] = new() { Value = (stored, value) => stored._transition = value },
            },
        },
    };

    /// <summary>The <c>lastTransitionTime</c> of a condition.</summary>
    /// <returns>Null when the object has no such condition with this status.</returns>
    public string? Since(string condition, string status) => _transitions.GetValueOrDefault(condition + "=" + status);

    /// <summary>Sets the HTTP status; one of 300 or above is a fault.</summary>
    public void SetStatus(HttpStatusCode status) => (Status, Fault) = (status, (int)status < 300 ? null : $"{(int)status} {status}");

    /// <summary>Sets the fault unless there is one already.</summary>
    public void SetFault(string reason) => Fault ??= reason;

    private static DateTimeOffset? Instant(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, AsUtc, out var instant) ? instant : null;

    private static int? Count(string text) => int.TryParse(text, out var count) ? count : null;

    private void EndCondition()
    {
        if (_transitions.Count < MaxConditions && Instant(_transition) is not null)
        {
            _transitions[_condition + "=" + _conditionStatus] = _transition;
        }
    }
}
