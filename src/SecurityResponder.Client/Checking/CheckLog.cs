using Microsoft.Extensions.Logging;

namespace SecurityResponder.Client.Checking;

/// <summary>Says how a check ended.</summary>
/// <param name="responder">Host and port of the responder.</param>
/// <param name="proxy">Host and port of the proxy on the way; null when the way is direct.</param>
/// <param name="logger">Takes the words.</param>
internal sealed partial class CheckLog(string responder, string? proxy, ILogger logger)
{
    /// <summary>The answer is understood.</summary>
    public void Received(Answered answered) =>
        Log.Response(logger, answered.Answer.Versions?.Count ?? 0, answered.Answer.RequestIntervalInMinutes);

    /// <summary>The run is done.</summary>
    public void Sent(Answered answered) => Log.Sent(logger, answered.Attempts);

    /// <summary>There is no answer to work with.</summary>
    public void Failed(CheckOutcome outcome)
    {
        switch (outcome)
        {
            case Unreadable unreadable: Log.Unreadable(logger, responder, unreadable.Reason); break;
            case Rejected rejected: Log.Rejected(logger, responder, rejected.Reason); break;
            case Unreachable unreachable: Log.Unreachable(logger, responder, unreachable.Reason, unreachable.Attempts, proxy); break;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(203, LogLevel.Information, "response received")]
        public static partial void Response(ILogger logger, int versions, int? intervalMinutes);

        [LoggerMessage(204, LogLevel.Information, "data sent")]
        public static partial void Sent(ILogger logger, int attempt);

        [LoggerMessage(205, LogLevel.Warning, "the answer cannot be understood; there is no advice this time")]
        public static partial void Unreadable(ILogger logger, string responder, string reason);

        [LoggerMessage(206, LogLevel.Warning, "the responder refused the report")]
        public static partial void Rejected(ILogger logger, string responder, string reason);

        [LoggerMessage(207, LogLevel.Warning, "report not delivered; the next run tries again (expected in a disconnected cluster)")]
        public static partial void Unreachable(ILogger logger, string responder, string reason, int attempts, string? proxy);
    }
}
