using System.Text;
using SecurityResponder.Client;
using SecurityResponder.Client.Printing;

var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
using var output = new StreamWriter(Console.OpenStandardOutput(), utf8) { AutoFlush = true };
using var error = new StreamWriter(Console.OpenStandardError(), utf8) { AutoFlush = true };
var terminal = Terminal.OfConsole(Environment.GetEnvironmentVariable);
var check = new SecurityCheck(output, error, Environment.GetEnvironmentVariable, TimeProvider.System, terminal);
return await check.RunAsync(args, CancellationToken.None);
