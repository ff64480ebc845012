using System.Text;
using Microsoft.Extensions.Logging;
using SecurityResponder.Assessments;
using SecurityResponder.Client.Checking;
using SecurityResponder.Client.Collecting;
using SecurityResponder.Client.Http;
using SecurityResponder.Client.Logging;
using SecurityResponder.Client.Notifying;
using SecurityResponder.Client.Settings;
using SecurityResponder.Protocol;

namespace SecurityResponder.Client;

/// <summary>One run of the program: collect, limit, check, assess, notify.</summary>
/// <param name="output">Takes the payload and the summary.</param>
/// <param name="error">Takes the log.</param>
/// <param name="environment">Reads an environment variable.</param>
/// <param name="time">The clock of every deadline and wait.</param>
/// <param name="serviceAccountFolder">Where the kubelet mounts the service account.</param>
internal sealed partial class SecurityCheck(
    TextWriter output,
    TextWriter error,
    Func<string, string?> environment,
    TimeProvider time,
    string serviceAccountFolder = InClusterConnection.ServiceAccountFolder)
{
    private const int Done = 0;
    private const int Fault = 1;
    private const int BadSettings = 2;

    private ILogger _logger = new LineLogger(error, LogFormat.Logfmt, LogLevel.Information, time);

    /// <summary>Runs to the end.</summary>
    /// <returns>0 done, an unreachable responder included; 1 no cluster, or a fault of the program; 2 bad settings.</returns>
    public async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        try
        {
            _logger = new LineLogger(error, CommandLine.LogFormatIn(arguments, environment), LogLevel.Information, time);
            switch (CommandLine.Parse(arguments, environment))
            {
                case Help help:
                    output.WriteLine(help.Text);
                    return Done;
                case Settings.Version:
                    output.WriteLine($"security-responder {ProgramVersion.Text}");
                    return Done;
                case Run run:
                    await RunAsync(run.Options, cancellationToken).ConfigureAwait(false);
                    return Done;
                default:
                    return Fault;
            }
        }
        catch (InvalidSettingsException exception)
        {
            Log.BadSettings(_logger, exception.Message);
            return BadSettings;
        }
        catch (ClusterNotFoundException exception)
        {
            Log.NoReport(_logger, exception.Message);
            return Fault;
        }
        catch (Exception exception)
        {
            // A crash would write pages that are not log lines, and could dump memory with a token in it.
            Log.Failed(_logger, exception.GetType().Name);
            return Fault;
        }
    }

    private async Task RunAsync(ClientOptions options, CancellationToken cancellationToken)
    {
        _logger = new LineLogger(error, options.LogFormat, options.IsVerbose ? LogLevel.Debug : LogLevel.Information, time);
        if (options.IsDisabled)
        {
            Log.Starting(_logger, ProgramVersion.Text);
            Log.Disabled(_logger);
            return;
        }

        Proxy.Check(environment);
        ResponderRoots.Check(options);
        using var key = options.FeedPublicKey is { } setting ? FeedKey.Read(setting) : null;
        using var source = ClusterSource.Open(options, environment, time, serviceAccountFolder);
        Log.Starting(_logger, ProgramVersion.Text);

        // Collect.
        var cluster = await new ClusterCollector(source, _logger).CollectAsync(cancellationToken).ConfigureAwait(false);

        // Limit.
        var isDevelopment = options.IsDevelopment || !BuildVersion.IsRelease(ProgramVersion.Text);
        var subject = new ReportInput(cluster, options.Mode, isDevelopment);
        if (options.IsDebug)
        {
            output.WriteLine(Encoding.UTF8.GetString(Report.ToJson(subject, indented: true).Span));
            Log.Debug(_logger);
            return;
        }

        // Check.
        var log = CheckLog.Of(options, _logger);
        var channels = new Channels(options, source.Transport, time, _logger);
        var outcome = await CheckAsync(options, subject, key, channels, cancellationToken).ConfigureAwait(false);
        if (outcome is not Answered answered)
        {
            log.Failed(outcome);
            return;
        }

        log.Received(answered);

        // Assess.
        var assessment = Assessment.Of(cluster, answered.Feed, time.GetUtcNow());

        // Notify.
        var summary = options.LogFormat == LogFormat.Logfmt || options.PrintsPlan ? output : null;
        new Notifier(summary, _logger, options.PrintsPlan).Notify(assessment, answered.Feed.Unreadable);
        await channels.TellAsync(cluster.Id, assessment, cancellationToken).ConfigureAwait(false);
        log.Done(answered);
    }

    // Reports to the responder, or reads a feed and sends nothing.
    private async Task<CheckOutcome> CheckAsync(
        ClientOptions options, ReportInput subject, FeedKey? key, Channels channels, CancellationToken cancellationToken)
    {
        using var http = new PatientHttp(options.AttemptTimeout, ResponderRoots.Load(options), time, _logger);
        if (options.Feed is not { } feed)
        {
            return await new ResponderClient(options.Endpoint, http, _logger).CheckAsync(Report.ToJson(subject), cancellationToken).ConfigureAwait(false);
        }

        var lastSeen = key is null ? null : await channels.LastFeedAsync(cancellationToken).ConfigureAwait(false);
        return await new FeedClient(feed, key, lastSeen, time.GetUtcNow(), http).ReadAsync(cancellationToken).ConfigureAwait(false);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "starting")]
        public static partial void Starting(ILogger logger, string version);

        [LoggerMessage(2, LogLevel.Information, "security check disabled: nothing is read, nothing is sent")]
        public static partial void Disabled(ILogger logger);

        [LoggerMessage(3, LogLevel.Information, "debug: the payload is printed, nothing is sent")]
        public static partial void Debug(ILogger logger);

        [LoggerMessage(4, LogLevel.Error, "bad settings")]
        public static partial void BadSettings(ILogger logger, string reason);

        [LoggerMessage(5, LogLevel.Error, "no report")]
        public static partial void NoReport(ILogger logger, string reason);

        [LoggerMessage(6, LogLevel.Error, "the program failed")]
        public static partial void Failed(ILogger logger, string fault);
    }
}
