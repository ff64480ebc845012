using System.Collections.Concurrent;
using System.Globalization;

namespace SecurityResponder.Server.Tests.Overload;

/// <summary>What happened to a fleet.</summary>
internal sealed class FleetCount
{
    private readonly ConcurrentBag<float> _milliseconds = [];
    private readonly ConcurrentDictionary<string, int> _broken = new();
    private int _answered, _shed, _untold, _other, _gaveUp, _late;

    public int Answered => _answered;

    /// <summary>Sent away with 429 or 503.</summary>
    public int Shed => _shed;

    /// <summary>Sent away and not told when to come back.</summary>
    public int Untold => _untold;

    /// <summary>Answered with a status that has no place here.</summary>
    public int Other => _other;

    /// <summary>Connections that broke.</summary>
    public int Broken => _broken.Values.Sum();

    public int GaveUp => _gaveUp;

    public TimeSpan Elapsed { get; set; }

    public void Add(CallEnd end, TimeSpan took)
    {
        if (end.Status == 200)
        {
            Interlocked.Increment(ref _answered);
            _milliseconds.Add((float)took.TotalMilliseconds);
        }
        else if (end.Status is 429 or 503)
        {
            Interlocked.Increment(ref _shed);
            if (end.RetryAfterSeconds is null)
            {
                Interlocked.Increment(ref _untold);
            }
        }
        else
        {
            Interlocked.Increment(ref _other);
        }
    }

    public void Broke(string reason) => _broken.AddOrUpdate(reason, 1, (_, count) => count + 1);

    /// <summary>One was answered after more attempts than the client makes before it waits for its next time.</summary>
    public void Late() => Interlocked.Increment(ref _late);

    public void GiveUp() => Interlocked.Increment(ref _gaveUp);

    public override string ToString()
    {
        var times = _milliseconds.Order().ToArray();
        string At(double share) => times.Length == 0 ? "-" : times[(int)(share * (times.Length - 1))].ToString("F0", CultureInfo.InvariantCulture);
        return string.Create(CultureInfo.InvariantCulture,
            $"{Answered} answered in {Elapsed.TotalSeconds:F0} s ({Answered / Elapsed.TotalSeconds:F0}/s), p50 {At(0.5)} ms, p99 {At(0.99)} ms, most {At(1)} ms; "
            + $"{Shed} sent away, {Broken} connections broke{string.Concat(_broken.Select(reason => $" ({reason.Value} × {reason.Key})"))}, {_late} needed more than three attempts, {GaveUp} gave up");
    }
}
