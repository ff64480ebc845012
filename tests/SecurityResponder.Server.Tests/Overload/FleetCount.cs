using System.Collections.Concurrent;
using System.Globalization;

namespace SecurityResponder.Server.Tests.Overload;

/// <summary>Results of a fleet.</summary>
internal sealed class FleetCount
{
    private readonly ConcurrentBag<float> _milliseconds = [];
    private readonly ConcurrentDictionary<string, int> _broken = new();
    private readonly int[] _servedAtAttempt = new int[3];
    private int _answered, _shed, _untold, _other, _gaveUp;

    public int Answered => _answered;

    /// <summary>Attempts answered with 429 or 503.</summary>
    public int Shed => _shed;

    /// <summary>Those of them without <c>Retry-After</c>.</summary>
    public int Untold => _untold;

    /// <summary>Attempts answered with any other status.</summary>
    public int Other => _other;

    /// <summary>Attempts without an answer.</summary>
    public int Broken => _broken.Values.Sum();

    /// <summary>Clusters that were not served within three attempts.</summary>
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
        // A proxy without an answer of the responder. A client tries again.
        else if (end.Status >= 500)
        {
            Broke($"status {end.Status}");
        }
        else
        {
            Interlocked.Increment(ref _other);
        }
    }

    public void Broke(string reason) => _broken.AddOrUpdate(reason, 1, (_, count) => count + 1);

    /// <summary>A cluster was answered after a number of failed attempts.</summary>
    public void Served(int failedAttempts) => Interlocked.Increment(ref _servedAtAttempt[failedAttempts]);

    public void GiveUp() => Interlocked.Increment(ref _gaveUp);

    public override string ToString()
    {
        var times = _milliseconds.Order().ToArray();
        string At(double share) =>
            times.Length == 0 ? "-" : times[(int)(share * (times.Length - 1))].ToString("F0", CultureInfo.InvariantCulture);
        return string.Create(CultureInfo.InvariantCulture,
            $"{Answered} answered in {Elapsed.TotalSeconds:F0} s ({Answered / Elapsed.TotalSeconds:F0}/s), "
            + $"p50 {At(0.5)} ms, p99 {At(0.99)} ms, most {At(1)} ms; "
            + $"{Shed} answered with 503, {Other} with another status, "
            + $"{Broken} not answered{string.Concat(_broken.Select(reason => $" ({reason.Value} × {reason.Key})"))}; "
            + $"served at the first, second, third attempt: {string.Join(", ", _servedAtAttempt)}; {GaveUp} not served");
    }
}
