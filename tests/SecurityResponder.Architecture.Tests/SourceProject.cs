using ArchUnitNET.Loader;
using Assembly = System.Reflection.Assembly;

namespace SecurityResponder.Architecture.Tests;

/// <summary>One of the projects in <c>src</c>.</summary>
/// <param name="Name">The name of its folder and of its root namespace.</param>
/// <param name="Assembly">Its built assembly.</param>
/// <param name="Types">The types of that assembly and what they depend on.</param>
internal sealed record SourceProject(string Name, Assembly Assembly, ArchUnitNET.Domain.Architecture Types)
{
    public static SourceProject Library { get; } = Load("SecurityResponder", "SecurityResponder");

    public static SourceProject Client { get; } = Load("SecurityResponder.Client", "security-responder");

    public static SourceProject Server { get; } = Load("SecurityResponder.Server", "security-responder-server");

    public static SourceProject Feed { get; } = Load("SecurityResponder.Feed", "security-responder-feed");

    public static IReadOnlyList<SourceProject> All { get; } = [Library, Client, Feed, Server];

    /// <summary>The folder of its sources.</summary>
    public string Sources => Path.Combine(Repository.Root, "src", Name);

    public static SourceProject Named(string name) => All.Single(project => project.Name == name);

    public override string ToString() => Name;

    private static SourceProject Load(string name, string assemblyName)
    {
        var assembly = Assembly.Load(assemblyName);
        return new SourceProject(name, assembly, new ArchLoader().LoadAssemblies(assembly).Build());
    }
}
