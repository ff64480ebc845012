using System.Globalization;

namespace SecurityResponder.Bench;

/// <summary>What to measure, how often, and where to write it.</summary>
internal sealed record BenchOptions
{
    /// <summary>The published client.</summary>
    public string ClientFile { get; init; } = "bin/security-responder";

    /// <summary>Measured runs per case; one more runs before them, unmeasured.</summary>
    public int Runs { get; init; } = 7;

    /// <summary>The document whose client section is rewritten.</summary>
    public string ReportFile { get; init; } = "docs/benchmarks.md";

    /// <summary>The size of the image for each architecture, in words; null when it is not to be reported.</summary>
    public string? ImageSizes { get; init; }

    /// <summary>Parses the arguments; null when they are invalid.</summary>
    public static BenchOptions? Parse(string[] args)
    {
        var options = new BenchOptions();
        foreach (var pair in args.Chunk(2))
        {
            switch (pair)
            {
                case ["--client", var file]: options = options with { ClientFile = file }; break;
                case ["--report", var file]: options = options with { ReportFile = file }; break;
                case ["--image", var sizes]: options = options with { ImageSizes = sizes }; break;
                case ["--runs", var text] when int.TryParse(text, CultureInfo.InvariantCulture, out var runs) && runs > 0:
                    options = options with { Runs = runs };
                    break;
                default: return null;
            }
        }

        return options;
    }

    /// <summary>Returns the exit code for bad settings.</summary>
    public static int PrintUsage()
    {
        Console.Error.WriteLine("usage: bench [--client FILE] [--runs N] [--report FILE] [--image SIZES]");
        return 2;
    }
}

/// <summary>The benchmark cannot run, or its result would be wrong; the message gives the reason.</summary>
internal sealed class BenchException(string message) : Exception(message);
