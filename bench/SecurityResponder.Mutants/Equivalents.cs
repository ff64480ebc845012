namespace SecurityResponder.Mutants;

/// <summary>Mutants that behave like the original, so that no test can notice them.</summary>
internal static class Equivalents
{
    /// <summary>Reads the names of mutants, one per line. Lines that begin with <c>#</c> give the reason.</summary>
    public static IReadOnlySet<string> Read(string path) =>
        File.ReadLines(path).Where(line => line.Length > 0 && !line.StartsWith('#')).ToHashSet(StringComparer.Ordinal);
}
