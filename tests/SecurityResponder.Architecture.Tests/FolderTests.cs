using System.Text.RegularExpressions;
using ArchUnitNET.Fluent.Slices;
using ArchUnitNET.xUnitV3;

namespace SecurityResponder.Architecture.Tests;

public sealed class FolderTests
{
    public static TheoryData<string> Projects => [.. SourceProject.All.Select(project => project.Name)];

    [Theory, MemberData(nameof(Projects))]
    public void Types_of_different_folders_do_not_use_each_other_in_a_cycle(string project) =>
        SliceRuleDefinition.Slices().Matching(project + ".(**)").Should().BeFreeOfCycles().Check(SourceProject.Named(project).Types);

    [Theory, MemberData(nameof(Projects))]
    public void Folders_do_not_use_each_other_in_a_cycle(string project)
    {
        var cycle = FolderGraph.Of(SourceProject.Named(project)).FindCycle();

        Assert.True(cycle.Count == 0, $"src/{project} has a cycle of folders: {string.Join(" -> ", cycle)}");
    }

    [Theory, MemberData(nameof(Projects))]
    public void No_folder_uses_the_composition_at_the_root(string project)
    {
        var graph = FolderGraph.Of(SourceProject.Named(project));

        Assert.DoesNotContain(graph.Folders, folder => graph.UsedBy(folder).Contains(FolderGraph.Root));
    }

    [Theory, MemberData(nameof(Projects))]
    public void Contributing_shows_how_the_folders_use_each_other(string project)
    {
        var diagram = FolderDiagram.Draw(FolderGraph.Of(SourceProject.Named(project)));
        var document = File.ReadAllText(Repository.Contributing);
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
        {
            document = FolderDiagram.Replace(document, project, diagram);
            File.WriteAllText(Repository.Contributing, document);
        }

        Assert.True(
            diagram == FolderDiagram.Find(document, project),
            $"CONTRIBUTING.md shows other folders of src/{project}; `make docs` (UPDATE_DOCS=1) writes it again:\n{diagram}");
    }

    [Theory, MemberData(nameof(Projects))]
    public void Contributing_describes_every_folder_in_one_sentence(string project)
    {
        var document = File.ReadAllText(Repository.Contributing);
        var missing = FolderGraph.Of(SourceProject.Named(project)).Folders
            .Where(folder => !Regex.IsMatch(document, $@"^\| `{Regex.Escape(folder)}` \| [A-Z][^|]+\. \|$", RegexOptions.Multiline));

        Assert.Empty(missing);
    }
}
