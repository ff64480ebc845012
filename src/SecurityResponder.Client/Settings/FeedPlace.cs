namespace SecurityResponder.Client.Settings;

/// <summary>The location of a feed.</summary>
/// <param name="Name">A file or an https URL, as it was set.</param>
/// <param name="Address">The URL; null for a file.</param>
internal sealed record FeedPlace(string Name, Uri? Address)
{
    /// <summary>The location of a file beside the feed, e.g. its signature.</summary>
    /// <param name="suffix">What is added to the name, e.g. <c>.sig</c>.</param>
    public FeedPlace Beside(string suffix) => Read(Name + suffix);

    /// <summary>Parses the option.</summary>
    /// <exception cref="FormatException">The URL is not allowed; the message says which are.</exception>
    public static FeedPlace Read(string value)
    {
        if (!value.Contains("://", StringComparison.Ordinal))
        {
            return new(value, null);
        }

        // A feed that is changed in transit could hide every CVE from every cluster, and a query could identify clusters.
        return Uri.TryCreate(value, UriKind.Absolute, out var address)
            && address is { Scheme: "https", UserInfo: "", Query: "", Fragment: "" }
            ? new(value, address)
            : throw new FormatException("a file, or an https URL without user name and query");
    }
}
