using System.Text;
using Microsoft.Extensions.Logging;
using SecurityResponder.Client.Checking;
using SecurityResponder.Client.Collecting;
using SecurityResponder.Client.Http;
using SecurityResponder.Client.Kubernetes;
using SecurityResponder.Client.Kubernetes.Kubectl;
using SecurityResponder.Client.Logging;
using SecurityResponder.Client.Notifying;
using SecurityResponder.Client.Printing;
using SecurityResponder.Client.Settings;
using SecurityResponder.Clusters;
using SecurityResponder.Options;
using SecurityResponder.Protocol;
using SecurityResponder.Signatures;
using SecurityResponder.Text;

namespace SecurityResponder.Client;

/// <summary>One run of the program: collect, limit, check, assess, print, notify.</summary>
/// <param name="output">Receives the payload, the result or the plans.</param>
/// <param name="error">Receives the log.</param>
/// <param name="environment">Reads an environment variable.</param>
/// <param name="time">The clock for time-outs and waits.</param>
/// <param name="terminal">What the output is connected to; null for a file or a pipe.</param>
internal sealed partial class SecurityCheck(
    TextWriter output,
    TextWriter error,
    Func<string, string?> environment,
    TimeProvider time,
    Terminal? terminal = null)
{
    private const int Success = 0;
    private const int Failure = 1;
    private const int BadSettings = 2;
    private const int ConditionMet = 3;

    /// <summary>Why the output could not be written; null while it could.</summary>
    public Func<string?> OutputFault { get; init; } = () => null;

    private ILogger _logger = new LineLogger(error, LogFormat.Logfmt, LogLevel.Information, time);

    /// <summary>Runs the program.</summary>
    /// <returns>The exit code: 0 success, in a pod that reads its own cluster also without an answer; 1 no cluster, no advice where it is
    /// needed, the output cannot be written, or an unexpected error; 2 bad settings; 3 a condition of <c>--fail-on</c> is met.</returns>
    public async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        try
        {
            _logger = new LineLogger(error, CommandLine.LogFormatIn(arguments, environment), LogLevel.Information, time);
            var command = CommandLine.Parse(arguments, environment, terminal?.HelpColumns ?? OptionTable.MaxColumns);
            if (command is Run run)
            {
                return WithOutput(await RunAsync(run.Options, cancellationToken));
            }

            output.WriteLine(command is Help help ? help.Text : $"security-responder {ProgramVersion.Text}");
            return WithOutput(Success);
        }
        catch (InvalidSettingsException exception)
        {
            Log.BadSettings(_logger, exception.Message);
            return BadSettings;
        }
        catch (ClusterNotFoundException exception)
        {
            Log.NoReport(_logger, exception.Message);
            return Failure;
        }
        catch (Exception exception)
        {
            // An unhandled exception would print a stack trace instead of a log line and could dump memory that contains a token.
            Log.Failed(_logger, exception.GetType().Name);
            return Failure;
        }
    }

    // A run whose result cannot be written has failed.
    private int WithOutput(int exitCode)
    {
        if (OutputFault() is not { } reason)
        {
            return exitCode;
        }

        Log.OutputLost(_logger, reason);
        return exitCode == Success ? Failure : exitCode;
    }

    private async Task<int> RunAsync(ClientOptions options, CancellationToken cancellationToken)
    {
        _logger = new LineLogger(error, options.LogFormat, options.MinLogLevel, time);
        if (options.IsDisabled)
        {
            Log.Starting(_logger, ProgramVersion.Text);
            Log.Disabled(_logger);
            return options.NeedsAdvice ? Failure : Success;
        }

        var network = HttpInvokerFactory.Of(options, environment);
        ConfiguredRoots.Check(options);
        using var key = options.FeedPublicKey is { } setting ? FeedKey.Read(setting) : null;
        if (options.Releases.IsAsked)
        {
            Log.Starting(_logger, ProgramVersion.Text);
            return await CheckAsync(options, ReleaseCluster.Of(options.Releases), key, network, null, cancellationToken);
        }

        using var kubectl = ClusterSource.NeedsKubectl(options, environment)
            ? await KubectlConnection.OpenAsync(options, environment, line => Log.Kubectl(_logger, line), time, cancellationToken)
            : null;
        using var source = ClusterSource.Open(options, environment, kubectl?.ApiServer, time);
        Log.Starting(_logger, ProgramVersion.Text);

        // Collect.
        var cluster = await new ClusterCollector(source, _logger).CollectAsync(cancellationToken);

        return await CheckAsync(options, cluster, key, network, source.ApiServer, cancellationToken);
    }

    private async Task<int> CheckAsync(
        ClientOptions options,
        Cluster cluster,
        VerificationKey? key,
        HttpInvokerFactory network,
        ApiServerClient? apiServer,
        CancellationToken cancellationToken)
    {
        // Limit.
        var report = new ReportInput(cluster, options.Mode, options.IsDevelopment || !BuildVersion.IsRelease(ProgramVersion.Text));
        if (options.IsDebug)
        {
            output.WriteLine(SafeText.Json(Encoding.UTF8.GetString(Report.ToJson(report, indented: true).Span)));
            Log.Debug(_logger);
            return Success;
        }

        // Check.
        await ScheduledDelay.WaitAsync(options, cluster.Id, time, _logger, cancellationToken);
        var needsAdvice = options.NeedsAdvice || options.IsByHand(environment);
        var failures = new LineLogger(error, options.LogFormat, options.MinLogLevel, time) { RaisesWarnings = needsAdvice };
        var log = CheckLog.Of(options, network.Proxy, failures);
        var reports = apiServer is null ? null : new SecurityReportStore(new KubernetesWriter(apiServer, time));
        var outcome = await new FeedSource(options, network, reports, time, _logger).CheckAsync(report, key, cancellationToken);
        if (outcome is not Answered answered)
        {
            log.Failed(outcome);
            return needsAdvice ? Failure : Success;
        }

        log.Received(answered);

        // Assess.
        var result = Result.Of(cluster, answered.Feed, options.Releases, time.GetUtcNow());

        // Print.
        var results = new ResultOutput(options, output, terminal ?? Terminal.Of(false, null, environment), _logger);
        new Notifier(_logger, logsFindings: !results.Prints).Notify(result.Assessment, answered.Feed.Unreadable);
        results.Print(result);

        // Notify.
        var channels = new NotificationChannels(options, network, apiServer, reports, time, _logger);
        await channels.NotifyAsync(cluster.Id, result.Assessment, cancellationToken);
        log.Done(answered);
        return results.IsFailed(result) ? ConditionMet
            : answered.LacksReport && needsAdvice ? Failure
            : Success;
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

        [LoggerMessage(7, LogLevel.Information, "kubectl says")]
        public static partial void Kubectl(ILogger logger, string text);

        [LoggerMessage(8, LogLevel.Error, "the output cannot be written")]
        public static partial void OutputLost(ILogger logger, string reason);

        [LoggerMessage(6, LogLevel.Error, "the program failed")]
        public static partial void Failed(ILogger logger, string fault);
    }
}
