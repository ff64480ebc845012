namespace SecurityResponder.Client.Settings;

/// <summary>Where a feed is.</summary>
/// <param name="Name">A file, or an https address, as it was set.</param>
/// <param name="Address">The address; null for a file.</param>
internal sealed record FeedPlace(string Name, Uri? Address)
{
    /// <summary>Where its signature is: beside it.</summary>
    public FeedPlace Signature() => Read(Name + ".sig");

    /// <summary>Reads a setting.</summary>
    /// <exception cref="FormatException">It is an address that may not be used; the message says which may.</exception>
    public static FeedPlace Read(string value)
    {
        if (!value.Contains("://", StringComparison.Ordinal))
        {
            return new(value, null);
        }

        // Who can change a feed on its way can tell every cluster that all is well, and a query could tell clusters apart.
        return Uri.TryCreate(value, UriKind.Absolute, out var address) && address is { Scheme: "https", UserInfo: "", Query: "", Fragment: "" }
            ? new(value, address)
            : throw new FormatException("a file, or an https URL without user name and query");
    }
}
