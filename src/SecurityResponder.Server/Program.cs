using SecurityResponder.Server;
using SecurityResponder.Server.Settings;
using SecurityResponder.Server.Storage;
using SecurityResponder.Server.Storage.Sqlite;

try
{
    switch (CommandLine.Parse(args, Environment.GetEnvironmentVariable))
    {
        case ShowHelp help:
            Console.WriteLine(help.Text);
            return 0;

        case ShowVersion:
            Console.WriteLine(ProgramVersion.Text);
            return 0;

        case ShowReports show:
            ReportPrinter.Print(show.DataDirectory, Console.OpenStandardOutput());
            return 0;

        case Forget forget:
            Console.WriteLine(await ForgetCluster.RunAsync(forget.Cluster, forget.Options));
            return 0;

        case Serve serve:
            await using (var responder = Responder.Build(serve.Options))
            {
                await responder.RunAsync();
            }

            return 0;

        default:
            return 1;
    }
}
catch (InvalidSettingsException exception)
{
    Console.Error.WriteLine($"security-responder-server: {exception.Message}");
    return 2;
}
