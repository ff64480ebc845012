using System.Text;
using SecurityResponder.Client;

var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
using var output = new StreamWriter(Console.OpenStandardOutput(), utf8) { AutoFlush = true };
using var error = new StreamWriter(Console.OpenStandardError(), utf8) { AutoFlush = true };
return await new SecurityCheck(output, error, Environment.GetEnvironmentVariable, TimeProvider.System).RunAsync(args, CancellationToken.None);
