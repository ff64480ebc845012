using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace SecurityResponder.Mutants;

/// <summary>The library's sources, compiled as the build compiles them.</summary>
internal sealed class Library
{
    private readonly CSharpCompilation _compilation;

    private Library(CSharpCompilation compilation, IReadOnlyList<Mutant> mutants) => (_compilation, Mutants) = (compilation, mutants);

    /// <summary>Every mutant of every source file, in the order of the files' names.</summary>
    public IReadOnlyList<Mutant> Mutants { get; }

    /// <summary>Reads the sources that a compiler's arguments name.</summary>
    /// <param name="arguments">One argument per line, as MSBuild's <c>CscCommandLineArgs</c>.</param>
    /// <param name="folder">Folder of the project: relative paths start here.</param>
    /// <param name="generated">Folder of the sources that generators wrote. They are compiled, not mutated.</param>
    public static Library Read(string arguments, string folder, string generated)
    {
        var parsed = CSharpCommandLineParser.Default.Parse(File.ReadAllLines(arguments), folder, sdkDirectory: null);
        var sources = parsed.SourceFiles.Select(file => Parse(file.Path, parsed.ParseOptions)).ToList();
        var others = Directory.GetFiles(generated, "*.cs", SearchOption.AllDirectories).Select(path => Parse(path, parsed.ParseOptions));
        var compilation = CSharpCompilation.Create(
            parsed.CompilationName,
            [.. sources, .. others],
            parsed.MetadataReferences.Select(reference => MetadataReference.CreateFromFile(reference.Reference)),
            parsed.CompilationOptions.WithGeneralDiagnosticOption(ReportDiagnostic.Default));
        var mutable = sources.Where(tree => !tree.FilePath.Contains("/obj/", StringComparison.Ordinal));
        return new(compilation, [.. mutable.OrderBy(tree => tree.FilePath, StringComparer.Ordinal).SelectMany(MutantFinder.In)]);
    }

    /// <summary>Writes the library with a mutant, or as it is.</summary>
    /// <returns>False if the mutant does not compile.</returns>
    public bool TryEmit(Mutant? mutant, string path)
    {
        var compilation = mutant is null ? _compilation : _compilation.ReplaceSyntaxTree(mutant.Tree, mutant.MutatedTree);
        return compilation.Emit(path).Success;
    }

    private static SyntaxTree Parse(string path, CSharpParseOptions options) =>
        CSharpSyntaxTree.ParseText(File.ReadAllText(path), options, path, System.Text.Encoding.UTF8);
}
