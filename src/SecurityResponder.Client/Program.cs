using System.Text;
using SecurityResponder.Client;
using SecurityResponder.Client.Printing;
using SecurityResponder.Streams;

StandardStreams.Reserve(FileAccess.ReadWrite);
var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
var standardOutput = new LossyStream(Console.OpenStandardOutput());
using var output = new StreamWriter(standardOutput, utf8) { AutoFlush = true };
using var error = new StreamWriter(new LossyStream(Console.OpenStandardError()), utf8) { AutoFlush = true };
var terminal = Terminal.OfConsole(Environment.GetEnvironmentVariable);
var check = new SecurityCheck(output, error, Environment.GetEnvironmentVariable, TimeProvider.System, terminal)
{
    OutputFault = () => standardOutput.Fault,
};
return await check.RunAsync(args, CancellationToken.None);
