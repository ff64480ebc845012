using System.Runtime.CompilerServices;
using SecurityResponder.Clusters;
using SecurityResponder.Protocol;

namespace SecurityResponder.Tests.Protocol;

public sealed class WhatLeavesTests
{
    private static readonly string File = Path.GetFullPath(Path.Combine(Here(), "../../../docs/what-leaves.md"));

    [Fact]
    public void The_page_says_what_the_payload_is_filled_from()
    {
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
        {
            System.IO.File.WriteAllText(File, WhatLeaves.Page());
        }

        var page = System.IO.File.Exists(File) ? System.IO.File.ReadAllText(File) : "";
        Assert.True(page == WhatLeaves.Page(),
            "docs/what-leaves.md differs from the definitions of the payload; `make docs` (UPDATE_DOCS=1) writes it anew");
    }

    [Fact]
    public void Every_field_has_a_source_a_rule_and_an_example_of_its_own_type()
    {
        var subject = new ReportInput(new() { Version = "v1.2.3", Id = "id", Nodes = Nodes, IsRancherManaged = true, IsPrime = true },
            ReportMode.Recommended, true);
        foreach (var field in ReportField.All)
        {
            Assert.NotEmpty(field.Source);
            Assert.EndsWith(".", field.Rule);
            Assert.DoesNotContain('|', field.Source + field.Rule + field.Example);
            var kind = field.ValueFor(subject) switch { long => "integer", bool => "boolean", _ => "string" };
            Assert.True(kind == WhatLeaves.Kind(field), $"{field.Name} is a {kind}, its example is not");
        }
    }

    [Fact]
    public void No_field_is_named_twice() =>
        Assert.Equal(ReportField.All.Count, ReportField.All.Select(field => field.Name).Distinct().Count());

    [Fact]
    public void What_minimal_mode_sends_instead_is_of_the_same_type() => Assert.All(
        ReportField.All.Where(field => field.Minimal is not null),
        field => Assert.Equal(WhatLeaves.Kind(field), field.Minimal is long ? "integer" : "string"));

    private static NodeSummary Nodes =>
        new() { Servers = new(1, 1, 1), Agents = new(0, 0, 0), IsConsistent = true, HasWindows = false, GpuNodes = 0 };

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
