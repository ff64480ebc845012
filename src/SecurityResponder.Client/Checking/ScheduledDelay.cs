using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using SecurityResponder.Client.Settings;

namespace SecurityResponder.Client.Checking;

/// <summary>
/// The wait of a scheduled run before its first request. It spreads clusters whose chart could not spread the schedule, because it could
/// not look up the UID of kube-system.
/// </summary>
internal static partial class ScheduledDelay
{
    // A CronJob names its Jobs after the scheduled time in minutes since 1970.
    private const int MinTimeDigits = 8;

    /// <summary>Waits, if a CronJob started this run.</summary>
    public static async Task WaitAsync(
        ClientOptions options, string clusterId, TimeProvider time, ILogger logger, CancellationToken cancellationToken)
    {
        var delay = Of(options, clusterId);
        if (delay > TimeSpan.Zero)
        {
            Log.Waiting(logger, (int)delay.TotalSeconds);
            await Task.Delay(delay, time, cancellationToken);
        }
    }

    /// <summary>The wait in whole seconds, the same in every run of a cluster; zero for a run that a person started.</summary>
    public static TimeSpan Of(ClientOptions options, string clusterId)
    {
        if (options.MaxDelaySeconds == 0 || !IsScheduled(options.JobName))
        {
            return TimeSpan.Zero;
        }

        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(clusterId));
        return TimeSpan.FromSeconds(BinaryPrimitives.ReadUInt64BigEndian(hash) % (ulong)(options.MaxDelaySeconds + 1));
    }

    private static bool IsScheduled(string? job)
    {
        var digits = job is null ? "" : job[(job.LastIndexOf('-') + 1)..];
        return digits.Length >= MinTimeDigits && digits.All(char.IsAsciiDigit);
    }

    private static partial class Log
    {
        [LoggerMessage(212, LogLevel.Information, "waiting before the first request, so that clusters do not report at the same time")]
        public static partial void Waiting(ILogger logger, int seconds);
    }
}
