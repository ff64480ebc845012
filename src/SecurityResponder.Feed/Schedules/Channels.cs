using System.Text.RegularExpressions;
using SecurityResponder.Feed.Sources;
using SecurityResponder.Releases;

namespace SecurityResponder.Feed.Schedules;

/// <summary>RKE2's release channels, <c>channels.yaml</c> of rancher/rke2.</summary>
internal sealed class Channels
{
    private readonly List<Channel> _channels;

    private Channels(List<Channel> channels) => _channels = channels;

    /// <summary>Reads the file.</summary>
    /// <exception cref="InvalidSourceException">The file has another shape.</exception>
    public static Channels Read(SourceFile file) => new([.. YamlSource.Read(file).ItemsOf("channels").Select(Channel.Read)]);

    /// <summary>Whether the channel of its minor, or the channel <c>latest</c>, excludes a release. A pre-release is not
    /// withdrawn.</summary>
    public bool IsWithdrawn(ReleaseVersion version) => !version.IsPrerelease
        && _channels.Exists(channel => (channel.Name == "latest" || channel.Name == $"v{version.Minor}")
            && channel.Excludes(version.ToString()));

    /// <summary>The channels that offer a release, e.g. <c>latest</c> and <c>stable</c>.</summary>
    /// <param name="version">The release.</param>
    /// <param name="newest">The newest release that anyone can take; null when there is none.</param>
    public IReadOnlyList<string> TagsOf(ReleaseVersion version, ReleaseVersion? newest) =>
    [
        .. _channels.Where(channel => channel.Name is "latest" or "stable" && IsOffered(channel, version, newest))
            .Select(channel => channel.Name).Order(StringComparer.Ordinal),
    ];

    private static bool IsOffered(Channel channel, ReleaseVersion version, ReleaseVersion? newest) =>
        channel.Latest is { } named ? named == version : channel.Name == "latest" && version == newest;

    private sealed record Channel(string Name, ReleaseVersion? Latest, Regex? Exclude)
    {
        // Time in proportion to the text, whatever the expression.
        private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

        public static Channel Read(YamlPlace place) => new(
            place.RequiredText("name"), ReleaseVersion.TryParse(place.TextOf("latest")), Expression(place));

        public bool Excludes(string version) => Exclude?.IsMatch(version) == true;

        private static Regex? Expression(YamlPlace place)
        {
            if (place.Find("excludeRegexp") is not { Text: { } text } value)
            {
                return null;
            }

            try
            {
                return new Regex(text, Linear);
            }
            catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
            {
                throw value.Fault("a regular expression as Go has them");
            }
        }
    }
}
