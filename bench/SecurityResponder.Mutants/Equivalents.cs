namespace SecurityResponder.Mutants;

/// <summary>Mutants that behave as the original does. Nobody can write a test for them.</summary>
internal static class Equivalents
{
    /// <summary>The names of a file. Each stands on a line of its own under comment lines (<c>#</c>) that say why it
    /// changes nothing.</summary>
    public static IReadOnlySet<string> Read(string path) =>
        File.ReadLines(path).Where(line => line.Length > 0 && !line.StartsWith('#')).ToHashSet(StringComparer.Ordinal);
}
