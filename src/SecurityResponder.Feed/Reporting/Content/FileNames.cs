using System.Security.Cryptography;
using System.Text;

namespace SecurityResponder.Feed.Reporting.Content;

/// <summary>Names of files for ids and versions. Every static host and file system can serve them.</summary>
internal static class FileNames
{
    private const int MaxLength = 100;
    private const int DigestLength = 16;

    /// <summary>The name without an extension, e.g. <c>v1.35.7_rke2r1</c> for <c>v1.35.7+rke2r1</c>: some hosts read a plus sign in a path
    /// as a blank. Other characters, and a name that is too long, give a digest after <c>~</c>.</summary>
    public static string Of(string text)
    {
        var isPlain = text.Length is > 0 and <= MaxLength && char.IsAsciiLetterOrDigit(text[0])
            && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '+' or '-');
        return isPlain ? text.Replace('+', '_')
            : "~" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..DigestLength];
    }
}
