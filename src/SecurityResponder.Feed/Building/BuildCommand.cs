using System.CommandLine;

namespace SecurityResponder.Feed.Building;

/// <summary>The command <c>build</c>.</summary>
internal static class BuildCommand
{
    /// <summary>Adds the command.</summary>
    public static void AddBuildCommand(this RootCommand root)
    {
        var command = new Command("build", "make a feed from its sources");
        root.Subcommands.Add(command);
    }
}
