using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Runtime.CompilerServices;

namespace SecurityResponder.Feed.Help;

/// <summary>What <c>--help</c> prints beside the options: examples and exit codes.</summary>
internal static class HelpText
{
    private const string ExitCodes = """
        Exit codes:
          0  success
          1  a source or a feed has an error; the message names file, line and what was expected
          2  invalid arguments
        """;

    private static readonly ConditionalWeakTable<Command, string[]> Examples = [];

    /// <summary>Adds examples to the help of a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="examples">Command lines without the name of the program.</param>
    public static void AddExamples(this Command command, params string[] examples) => Examples.AddOrUpdate(command, examples);

    /// <summary>Makes <c>--help</c> of each command print them.</summary>
    public static void AddHelpText(this RootCommand root)
    {
        var option = root.Options.OfType<HelpOption>().Single();
        option.Action = new Printer((HelpAction)option.Action!);
    }

    private sealed class Printer(HelpAction options) : SynchronousCommandLineAction
    {
        // Help is printed although the arguments that a command needs are missing.
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            options.Invoke(parseResult);
            var output = parseResult.InvocationConfiguration.Output;
            if (Examples.TryGetValue(parseResult.CommandResult.Command, out var examples))
            {
                output.WriteLine("Examples:");
                foreach (var example in examples)
                {
                    output.WriteLine($"  security-responder-feed {example}");
                }

                output.WriteLine();
            }

            output.WriteLine(ExitCodes);
            return 0;
        }
    }
}
