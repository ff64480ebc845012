using ArchUnitNET.Domain;
using ArchUnitNET.Fluent;
using ArchUnitNET.Loader;
using ArchUnitNET.xUnitV3;
using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace SecurityResponder.Architecture.Tests;

public sealed class LibraryTests
{
    private static readonly ArchUnitNET.Domain.Architecture Together =
        new ArchLoader().LoadAssemblies([.. SourceProject.All.Select(project => project.Assembly)]).Build();

    // Files, the network, the terminal, the environment, other processes.
    private static readonly IObjectProvider<IType> InputAndOutput = Types(includeReferenced: true).That().HaveFullNameMatching(
        @"^System\.(IO\.(File|Directory|Drive|Path|RandomAccess|Stream(Reader|Writer))|Net\.|Console|Environment|Diagnostics\.Process)");

    [Theory]
    [InlineData("Protocol")]
    [InlineData("Advisories")]
    [InlineData("Releases")]
    [InlineData("Assessments")]
    [InlineData("Signatures")]
    public void The_rules_do_no_input_or_output(string folder) => DoesNoInputOrOutput("SecurityResponder." + folder).Check(Together);

    [Fact]
    public void Input_and_output_is_found_where_there_is_some() =>
        Assert.False(DoesNoInputOrOutput("SecurityResponder.Client.Http").HasNoViolations(Together));

    [Fact]
    public void The_shared_library_uses_no_program() => Types().That().ResideInAssembly(SourceProject.Library.Assembly)
        .Should().NotDependOnAny(Types().That().ResideInAssembly(
            SourceProject.Client.Assembly, SourceProject.Feed.Assembly, SourceProject.Server.Assembly))
        .Check(Together);

#pragma warning disable CA1859 // the rule's concrete type says nothing to a reader
    private static IArchRule DoesNoInputOrOutput(string folder) =>
        Types().That().ResideInNamespace(folder).Should().NotDependOnAny(InputAndOutput)
            .Because("rules are pure: what they need is passed to them");
#pragma warning restore CA1859
}
