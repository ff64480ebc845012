using System.CommandLine;
using SecurityResponder.Advisories;
using SecurityResponder.Feed.Collecting;
using SecurityResponder.Feed.Help;
using SecurityResponder.Feed.Merging;
using SecurityResponder.Feed.Sources;
using SecurityResponder.Releases;

namespace SecurityResponder.Feed.Explaining;

/// <summary>The command <c>explain</c>.</summary>
internal static class ExplainCommand
{
    /// <summary>Adds the command.</summary>
    public static void AddExplainCommand(this RootCommand root)
    {
        var command = new Command("explain", "Prints why a vulnerability affects releases or not, with the lines of the sources.");
        command.AddExamples(
            "explain CVE-2026-53488 --release v1.35.5+rke2r1 --release-notes release-notes --osv all.zip");
        var id = new Argument<string>("ID") { Description = "e.g. CVE-2026-53488, or a GO- or GHSA- id" };
        var release = new Option<string?>("--release") { Description = "only this release", HelpName = "VERSION" };
        command.Arguments.Add(id);
        command.Options.Add(release);
        var sources = new SourceOptions(command);
        command.SetAction(result =>
        {
            var collected = new SourceCollector(sources.Read(result), _ => { }).Collect();
            var explainer = new Explainer(collected, FeedMerger.Merge(collected, null, []));
            var advisory = explainer.Find(result.GetValue(id)!)
                ?? throw InvalidSourceException.Of(result.GetValue(id)!, "no source has an entry about a component of RKE2");
            var output = result.InvocationConfiguration.Output;
            ExplanationText.Write(output, ExplanationText.Of(advisory, explainer.OriginOf(advisory), explainer.PlacesOf(advisory)));
            ExplanationText.Write(output, explainer.ScansOf(advisory).Select(ExplanationText.Of));
            Explain(explainer, advisory, result.GetValue(release), output);
        });
        root.Subcommands.Add(command);
    }

    private static void Explain(Explainer explainer, Advisory advisory, string? release, TextWriter output)
    {
        IReadOnlyList<Release> releases = release is null ? explainer.Feed.Releases
            : [explainer.Feed.Releases.FirstOrDefault(one => one.Version == ReleaseVersion.TryParse(release))
                ?? throw InvalidSourceException.Of(release, "the release notes do not list this release")];
        foreach (var one in releases)
        {
            ExplanationText.Write(output, ExplanationText.Of(explainer.Explain(advisory, one)));
        }
    }
}
