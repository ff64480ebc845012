using System.Text;
using SecurityResponder.Feed.ReleaseNotes;
using SecurityResponder.Feed.Sources;

namespace SecurityResponder.Feed.Tests.ReleaseNotes;

public sealed class ReleaseNotesTests
{
    private const string Headings = "| Version | Release date | Kubernetes | Etcd | Traefik |\n| --- | --- | --- | --- | --- |\n";

    private readonly List<Remark> _remarks = [];

    [Fact]
    public void A_cell_counts_by_its_heading()
    {
        var release = Single("""
            | Version | Traefik | Release date | Ingress-Nginx | Kubernetes |
            | --- | --- | --- | --- | --- |
            | [v1.35.7+rke2r1](v1.35.X.md#a) | [v3.7.8](https://example.org) | Aug 04 2026| [v1.14.5-hardened2](b) | v1.35.7 |
            """);

        Assert.Equal("v1.35.7+rke2r1", release.Version.ToString());
        Assert.Equal(new DateOnly(2026, 8, 4), release.ReleasedOn);
        Assert.Equal("v3.7.8", release.Components["traefik"]);
        Assert.Equal("v1.14.5-hardened2", release.Components["ingress-nginx"]);
        Assert.Equal("v1.35.7", release.Components["kubernetes"]);
        Assert.Equal(3, release.Line);
    }

    [Fact]
    public void The_word_version_is_no_version_and_is_reported()
    {
        var release = Single(Headings + "| v1.34.2+rke2r1 | Nov 20 2025 | v1.34.2 | v3.6.5-k3s1 | Version |");

        Assert.DoesNotContain("traefik", release.Components.Keys);
        Assert.Equal("notes.md:3: the cell \"Version\" under Traefik is no version", Assert.Single(_remarks).ToString());
    }

    [Fact]
    public void A_column_named_component_is_no_component()
    {
        var release = Single("| Version | Kubernetes | Component |\n|---|---|---|\n| v1.31.4+rke2r1 | v1.31.4 | Version |");

        Assert.Equal(["kubernetes"], release.Components.Keys);
        Assert.Empty(_remarks);
    }

    [Fact]
    public void Of_a_row_with_more_cells_than_headings_only_cells_count_whose_link_names_the_component()
    {
        var release = Single(
            Headings + "| v1.29.3+rke2r1 | Mar 28 2024 | [v1.29.3](https://github.com/kubernetes/kubernetes/x) | v9.9.9 "
            + "| [v3.5.9-k3s1](https://github.com/k3s-io/etcd/x) | v2.10.7 |");

        Assert.Equal("v1.29.3", release.Components["kubernetes"]);
        Assert.Equal("v3.5.9-k3s1", release.Components["etcd"]);
        Assert.DoesNotContain("traefik", release.Components.Keys);
        Assert.Contains(_remarks, remark => remark.Sentence.Contains("6 cells under 5 headings", StringComparison.Ordinal));
    }

    [Fact]
    public void Two_different_cells_for_one_component_are_not_sure()
    {
        var release = Single(
            Headings + "| v1.29.3+rke2r1 | Mar 28 2024 | v1.29.3 | [v3.5.9](https://github.com/k3s-io/etcd/x) "
            + "| [v3.5.8](https://github.com/k3s-io/etcd/x) | v2.10.7 |");

        Assert.DoesNotContain("etcd", release.Components.Keys);
    }

    [Fact]
    public void An_asterisk_marks_a_prime_release()
    {
        var release = Single(Headings + @"| [v1.32.13+rke2r2\*](v1.32.X.md#a) | May 27 2026 | v1.32.13 | v3.5.26-k3s1 | v3.6.12 |");

        Assert.Equal("v1.32.13+rke2r2", release.Version.ToString());
        Assert.True(release.IsPrimeOnly);
    }

    [Fact]
    public void A_section_can_say_that_a_release_is_for_prime_only()
    {
        var release = Single(Headings + """
            | v1.31.14+rke2r2 | Mar 18 2026 | v1.31.14 | v3.5.21-k3s1 | v3.6.9 |

            ## Release [v1.31.14+rke2r2](https://github.com/rancher/rke2/releases/tag/v1.31.14+rke2r2)
            > [!NOTE]
            > `v1.31.14+rke2r2` is a Prime-only release.
            """);

        Assert.True(release.IsPrimeOnly);
    }

    [Theory]
    [InlineData("nginx-1.9.6-hardened1", "1.9.6-hardened1")]
    [InlineData("v3.30.3 ", "v3.30.3")]
    [InlineData("Flannel v0.24.3", "v0.24.3")]
    [InlineData("v0.0.0-20240102030405-0123456789ab", "v0.0.0-20240102030405-0123456789ab")]
    [InlineData("v3.5.21-k3s1", "v3.5.21-k3s1")]
    [InlineData("Version", null)]
    [InlineData("", null)]
    [InlineData("v1.2.3 (patched)", null)]
    public void A_version_is_found_in_a_cell(string text, string? expected) => Assert.Equal(expected, ComponentRow.VersionOf(text));

    [Fact]
    public void Canal_has_two_components_in_one_cell()
    {
        var release = Single(
            "| Version | Kubernetes | Canal (Default) | Calico |\n|---|---|---|---|\n| v1.26.15+rke2r1 | v1.26.15 "
            + "| [Flannel v0.24.3](https://github.com/flannel-io/flannel/releases/tag/v0.23.0)<br/>[Calico v3.27.2](x) | [v3.27.3 ](y) |");

        Assert.Equal("v0.24.3", release.Components["canal-flannel"]);
        Assert.Equal("v3.27.2", release.Components["canal-calico"]);
        Assert.Equal("v3.27.3", release.Components["calico"]);
    }

    [Fact]
    public void A_release_without_a_section_is_kept()
    {
        var release = Single(Headings + "| v1.24.17+rke2r1 | Aug 30 2023 | v1.24.17 | v3.5.9-k3s1 | v2.9.10 |");

        Assert.Null(release.GoVersion);
        Assert.Equal("v1.24.17+rke2r1", release.Version.ToString());
    }

    [Theory]
    [InlineData("[v1.34.2+rke2r1](https://github.com/rancher/rke2/releases/tag/v1.34.2+rke2r1)")]
    [InlineData("[v1.34.2+rke2r1](https://github.com/rancher/rke2/releases/tag/v1.34.2%2Brke2r1)")]
    [InlineData("[v1.34.2%2Brke2r1](https://github.com/rancher/rke2/releases/tag/v1.34.2%2Brke2r1)")]
    [InlineData("v1.34.2%2brke2r1")]
    public void The_heading_of_a_section_may_encode_the_plus_sign(string heading) => Assert.Equal("1.24.9", Single(
        Headings + $"| v1.34.2+rke2r1 | Nov 20 2025 | v1.34.2 | v3.6.5-k3s1 | v3.6.1 |\n\n## Release {heading}\n* Bump Go to v1.24.9\n")
        .GoVersion);

    [Fact]
    public void The_build_of_ingress_nginx_in_the_table_counts_and_not_the_prime_build_in_the_changes()
    {
        var release = Single("""
            | Version | Release date | Kubernetes | Ingress-Nginx |
            | --- | --- | --- | --- |
            | v1.34.9+rke2r1 | Jun 25 2026 | v1.34.9 | [v1.14.5-hardened2](https://github.com/rancher/ingress-nginx/releases/tag/x) |

            ## Release [v1.34.9+rke2r1](https://github.com/rancher/rke2/releases/tag/v1.34.9+rke2r1)
            * Update ingress-nginx to chart 4.15.102 / image v1.15.1-prime5 [(#10699)](https://github.com/rancher/rke2/pull/10699)
            """);

        Assert.Equal("v1.14.5-hardened2", release.Components["ingress-nginx"]);
        Assert.False(release.IsPrimeOnly);
    }

    [Fact]
    public void A_table_inside_html_and_with_spaces_at_the_end_is_read() => Assert.Single(Read(
        "<div className=\"wide-table-container\">\n| Version | Kubernetes |  \n| ----- | ----- |  \n"
        + "| v1.35.7+rke2r1 | v1.35.7 |  \n</div>"));

    [Fact]
    public void A_table_in_a_comment_or_in_code_is_not_read() => Assert.Single(Read(
        "<!--\n| Version | Kubernetes |\n|---|---|\n| v1.35.8+rke2r1 | v1.35.8 |\n-->\n```\n| Version | Kubernetes |\n|---|---|\n"
        + "| v1.35.9+rke2r1 | v1.35.9 |\n```\n| Version | Kubernetes |\n|---|---|\n| v1.35.7+rke2r1 | v1.35.7 |"));

    [Fact]
    public void Versions_of_charts_are_no_component_versions() => Assert.Throws<InvalidSourceException>(() =>
        Read("| Component | Version |\n|---|---|\n| rke2-coredns | [1.46.1](https://example.org) |"));

    [Fact]
    public void A_new_column_is_kept_under_its_name()
    {
        var release = Single(
            "| Version | Kubernetes | rke2-security-responder |\n|---|---|---|\n"
            + "| v1.37.0+rke2r1 | v1.37.0 | [v0.2.0](https://example.org) |");

        Assert.Equal("v0.2.0", release.Components["rke2-security-responder"]);
        Assert.DoesNotContain("ingress-nginx", release.Components.Keys);
    }

    [Theory]
    [InlineData("* Update to v1.35.7-rke2r1 and Go 1.25.12 [(#1)](https://example.org)", "1.25.12")]
    [InlineData("* Bump Go to v1.25.11", "1.25.11")]
    [InlineData("* Update K8s to v1.35.7 and Go to v1.25.6", "1.25.6")]
    [InlineData("* Update to kubernetes v1.35.7 and golang v1.25.5", "1.25.5")]
    [InlineData("* Update to v1.34.3 and Go v1.24.11", null)]
    [InlineData("* Bump k3s to remove golang version checks", null)]
    [InlineData("Go 1.2.3 is not in a list of changes", null)]
    public void The_changes_name_the_go_version(string line, string? expected)
    {
        var release = Single(
            Headings + "| v1.35.7+rke2r1 | Aug 04 2026 | v1.35.7 | v3.6.14 | v3.7.8 |\n\n## Release v1.35.7+rke2r1\n" + line);

        Assert.Equal(expected, release.GoVersion);
    }

    [Fact]
    public void A_file_without_a_table_is_refused_with_file_and_line() => Assert.Equal(
        "notes.md:1: expected a table with the columns Version and Kubernetes",
        Assert.Throws<InvalidSourceException>(() => Read("# Nothing")).Message);

    [Fact]
    public void All_shared_releases_have_the_right_components_and_dates()
    {
        var expected = SharedData.Json("data/rke2/releases.json").EnumerateArray().ToDictionary(
            release => release.GetProperty("name").GetString()!,
            release => (
                Date: release.GetProperty("releaseDate").GetString(),
                Components: release.GetProperty("components").EnumerateObject()
                    .Select(pair => $"{pair.Name} {pair.Value}").Order().ToList()));
        var releases = SourceReader.Files(SharedData.At("data/rke2/release-notes"), ".md")
            .SelectMany(file => ReleaseNotesReader.Read(file, _remarks)).ToList();

        Assert.Equal(expected.Count, releases.Count);
        Assert.All(releases, release =>
        {
            var (date, components) = expected[release.Version.ToString()];
            Assert.Equal(date, release.ReleasedOn?.ToString("O"));
            Assert.Equal(components, release.Components.Select(pair => $"{pair.Key} {pair.Value}").Order());
        });
        Assert.Equal(
            ["v1.31.14+rke2r2", "v1.32.13+rke2r2"],
            releases.Where(release => release.IsPrimeOnly).Select(release => release.Version.ToString()).Order());
    }

    private NotedRelease Single(string text) => Assert.Single(Read(text));

    private IReadOnlyList<NotedRelease> Read(string text) =>
        ReleaseNotesReader.Read(new SourceFile("notes.md", Encoding.UTF8.GetBytes(text)), _remarks);
}
