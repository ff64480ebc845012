using System.Net.Sockets;
using SecurityResponder.Server.Answers;
using SecurityResponder.Server.Checks;
using SecurityResponder.Server.Commands;
using SecurityResponder.Server.Http;
using SecurityResponder.Server.Operators;
using SecurityResponder.Server.Overload;
using SecurityResponder.Server.Pages;
using SecurityResponder.Server.Settings;
using SecurityResponder.Server.Statistics;
using SecurityResponder.Server.Storage.Postgres;
using SecurityResponder.Server.Storage.Sqlite;
using SecurityResponder.Server.Telemetry;
using SecurityResponder.Streams;
using SecurityResponder.Text;

namespace SecurityResponder.Server;

/// <summary>The program: it reads the command line, then runs the server or a command.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        StandardStreams.Reserve(FileAccess.ReadWrite);
        try
        {
            await RunAsync(CommandLine.Parse(args, Environment.GetEnvironmentVariable));
            return 0;
        }
        catch (InvalidSettingsException exception)
        {
            StandardError.WriteLine($"security-responder-server: {exception.Message}");
            return 2;
        }
        catch (Exception exception)
        {
            // An unhandled exception would print a stack trace and abort the process.
            StandardError.WriteLine($"security-responder-server: {SafeText.Line(exception.Message)}");
            return 1;
        }
    }

    /// <summary>Builds the server: it reads a feed file and opens the data directory now, and listens once it is run.</summary>
    /// <exception cref="InvalidSettingsException">A file or directory that an option names cannot be used.</exception>
    public static WebApplication Build(ServerOptions options)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Services.AddSingleton(TimeProvider.System);
        builder.AddTelemetry(options);
        builder.AddHttp(options);
        builder.AddAnswers(options);
        builder.AddStatistics();
        builder.AddSqliteStorage(options);
        builder.AddPostgresStorage(options);
        builder.AddOverload(options);
        builder.AddChecks(options);
        builder.AddPages();
        builder.AddOperators(options);
        builder.Services.AddHostedService<StartMessage>();

        var server = builder.Build();
        server.UseTelemetry();
        server.UseSecurityHeaders(server.Services.GetRequiredService<TrustedProxies>());
        server.UseErrorPages();
        server.UseOverload(options);
        server.UseRequestBodyLimit();
        server.MapChecks();
        server.MapAnswers();
        server.MapPages();
        return server;
    }

    private static async Task RunAsync(CommandLine command)
    {
        switch (command)
        {
            case ShowHelp help:
                Console.WriteLine(help.Text);
                break;

            case ShowVersion:
                Console.WriteLine(ProgramVersion.Text);
                break;

            case ShowReports show:
                ReportPrinter.Print(show.DataDirectory, Console.OpenStandardOutput());
                break;

            case Forget forget:
                Console.WriteLine(await ForgetCluster.RunAsync(forget.Cluster, forget.Options));
                break;

            case Purge purge:
                Console.WriteLine(await PurgeClusters.RunAsync(purge.Options));
                break;

            case Serve serve:
                OutgoingProxy.Use(Environment.GetEnvironmentVariable);
                await using (var server = Build(serve.Options))
                {
                    await StartAsync(server, serve.Options);
                    await server.WaitForShutdownAsync();
                }

                break;
        }
    }

    // Kestrel names an address that is in use, but no other that it cannot listen on.
    private static async Task StartAsync(WebApplication server, ServerOptions options)
    {
        try
        {
            await server.StartAsync();
            server.Services.GetRequiredService<StartPhase>().IsOver = true;
        }
        catch (SocketException exception)
        {
            var addresses = string.Join(" or ", options.Addresses.Concat(options.OperatorAddresses).Concat(options.ProbeAddresses));
            throw new IOException($"cannot listen on {addresses}: {exception.Message}", exception);
        }
    }
}
