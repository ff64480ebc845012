using System.Globalization;
using System.Net;
using SecurityResponder.Client.Collecting.Json;

namespace SecurityResponder.Client.Notifying;

/// <summary>What is decoded of the API server's answer about a report or an event: enough to tell whether to write again.</summary>
internal sealed class StoredObject
{
    private const DateTimeStyles AsUtc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;

    // The report has four; what somebody adds by hand is not carried along.
    private const int MaxConditions = 16;

    private readonly Dictionary<string, string> _transitions = [];
    private string _condition = "";
    private string _conditionStatus = "";
    private string _transition = "";
    private string? _message;

    /// <summary>The answer's status; 0 when there was none.</summary>
    public HttpStatusCode Status { get; private set; }

    /// <summary>Why there is no object, in an operator's words; null when there is one.</summary>
    public string? Fault { get; private set; }

    /// <summary>The object's UID; null when the answer has none.</summary>
    public string? Uid { get; private set; }

    /// <summary>The report's <c>status.digest</c>: equal when nothing but times would change.</summary>
    public string? Digest { get; private set; }

    /// <summary>The report's <c>status.announced</c>: the finding that the last event told of; null for none.</summary>
    public string? Announced { get; private set; }

    /// <summary>The report's <c>status.lastChecked</c>; null when the answer has none.</summary>
    public DateTimeOffset? LastCheckedAt { get; private set; }

    /// <summary>The report's <c>status.feedGenerated</c>: when the feed of the last advice was made; null when the answer has none.</summary>
    public DateTimeOffset? FeedGeneratedAt { get; private set; }

    /// <summary>The event's <c>series.count</c>; null when it was seen once.</summary>
    public int? SeriesCount { get; private set; }

    /// <summary>What is read of an answer, be it a report, an event, or the server's refusal.</summary>
    public static JsonShape<StoredObject> Shape { get; } = new()
    {
        ["message"] = new() { Value = (o, value) => o._message = value },
        ["metadata"] = new() { ["uid"] = new() { Value = (o, value) => o.Uid = value } },
        ["series"] = new() { ["count"] = new() { Value = (o, value) => o.SeriesCount = int.TryParse(value, out var count) ? count : null } },
        ["status"] = new()
        {
            ["digest"] = new() { Value = (o, value) => o.Digest = value },
            ["announced"] = new() { Value = (o, value) => o.Announced = value },
            ["lastChecked"] = new() { Value = (o, value) => o.LastCheckedAt = Instant(value) },
            ["feedGenerated"] = new() { Value = (o, value) => o.FeedGeneratedAt = Instant(value) },
            ["conditions"] = new()
            {
                Begin = o => (o._condition, o._conditionStatus, o._transition) = ("", "", ""),
                End = o => o.EndCondition(),
                ["type"] = new() { Value = (o, value) => o._condition = value },
                ["status"] = new() { Value = (o, value) => o._conditionStatus = value },
                ["lastTransitionTime"] = new() { Value = (o, value) => o._transition = value },
            },
        },
    };

    /// <summary>Since when a condition has a status, as the object says it.</summary>
    /// <returns>Null when it had another.</returns>
    public string? Since(string condition, string status) => _transitions.GetValueOrDefault(condition + "=" + status);

    /// <summary>The server answered.</summary>
    public void Answered(HttpStatusCode status) => (Status, Fault) = (status, (int)status < 300 ? null : $"{(int)status} {status}");

    /// <summary>No answer came, or not all of it.</summary>
    public void Broke(string reason) => Fault ??= reason;

    /// <summary>The fault with the server's own words behind it.</summary>
    public string Reason => _message is null ? Fault ?? "" : $"{Fault}: {_message}";

    private static DateTimeOffset? Instant(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, AsUtc, out var at) ? at : null;

    private void EndCondition()
    {
        if (_transitions.Count < MaxConditions && Instant(_transition) is not null)
        {
            _transitions[_condition + "=" + _conditionStatus] = _transition;
        }
    }
}
