using System.Buffers;
using SecurityResponder.Files;

namespace SecurityResponder.Client.Collecting;

/// <summary>The SELinux label of this process, used when no node reports its SELinux state.</summary>
internal static class ProcessSelinux
{
    private static readonly SearchValues<char> Characters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.,-");

    private const int MaxLabelBytes = 4096;
    private const string LabelFile = "/proc/self/attr/current";

    /// <summary>Whether this process runs under an SELinux context.</summary>
    /// <returns>False also when the file cannot be read.</returns>
    public static bool IsConfined()
    {
        try
        {
            return IsContext(RegularFile.ReadText(LabelFile, MaxLabelBytes));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>
    /// Whether a label is an SELinux context, <c>user:role:type:level</c>, e.g. <c>system_u:system_r:container_t:s0:c1,c2</c>.
    /// An AppArmor profile such as <c>cri-containerd.apparmor.d (enforce)</c> is not.
    /// </summary>
    public static bool IsContext(string label)
    {
        var parts = label.Trim('\0', '\n', ' ').Split(':');
        return parts.Length >= 4 && Array.TrueForAll(parts, part => part.Length > 0 && !part.AsSpan().ContainsAnyExcept(Characters));
    }
}
