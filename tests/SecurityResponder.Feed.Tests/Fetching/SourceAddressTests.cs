using SecurityResponder.Feed.Fetching;
using SecurityResponder.Feed.Sources;

namespace SecurityResponder.Feed.Tests.Fetching;

public sealed class SourceAddressTests
{
    [Theory]
    [InlineData("https://osv.dev/Go/all.zip", "https://osv.dev/Go/all.zip", "-all.zip")]
    [InlineData("https://osv.dev/", "https://osv.dev/", "-_")]
    [InlineData("https://u:p@osv.dev/a?b=c#d", "https://osv.dev/a", "-a")]
    [InlineData("https://osv.dev/..%2f..%2fetc/x%00y%2F.zip", "https://osv.dev/..%2f..%2fetc/x%00y%2F.zip", "-x_y_.zip")]
    [InlineData("http://127.0.0.1:8080/a.json", "http://127.0.0.1:8080/a.json", "-a.json")]
    public void An_address_has_a_name_to_show_and_a_file_name(string text, string display, string end)
    {
        var address = SourceAddress.Parse(text);

        Assert.Equal(display, address.Display);
        Assert.EndsWith(end, address.CacheName, StringComparison.Ordinal);
        Assert.DoesNotContain('/', address.CacheName);
    }

    [Theory]
    [InlineData("http://osv.dev/a.json", "must start with https://")]
    [InlineData("http://user:secret@osv.dev/a.json", "must start with https://")]
    [InlineData("https://", "is invalid")]
    [InlineData("https://user:secret@[/", "is invalid")]
    public void Another_address_is_refused_without_its_password(string text, string message)
    {
        var exception = Assert.Throws<InvalidSourceException>(() => SourceAddress.Parse(text));

        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Addresses_that_differ_have_different_files() => Assert.Equal(3, new HashSet<string>
    {
        SourceAddress.Parse("https://osv.dev/a.json").CacheName,
        SourceAddress.Parse("https://osv.dev/b/a.json").CacheName,
        SourceAddress.Parse("https://osv.dev/a.json?b").CacheName,
    }.Count);

    [Theory]
    [InlineData("https://osv.dev/b", true)]
    [InlineData("https://OSV.dev:443/b", true)]
    [InlineData("/b", true)]
    [InlineData("https://other.example/b", false)]
    [InlineData("https://osv.dev:8443/b", false)]
    public void Credentials_stay_with_their_host(string target, bool areKept)
    {
        var address = SourceAddress.Parse("https://u:p@osv.dev/a");

        Assert.True(address.TryRedirect(new Uri(target, UriKind.RelativeOrAbsolute), out var redirected));
        Assert.Equal(areKept, redirected.Credentials is not null);
    }

    [Theory]
    [InlineData("/var/cache", "/var/cache/security-responder-feed")]
    [InlineData("relative", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void The_default_folder_is_that_of_the_desktop_standard(string? variable, string? expected) => Assert.Equal(
        expected ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache/security-responder-feed"),
        SourceCache.DefaultFolder(name => name == "XDG_CACHE_HOME" ? variable : null));
}
