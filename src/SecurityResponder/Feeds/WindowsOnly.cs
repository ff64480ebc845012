using SecurityResponder.Protocol;

namespace SecurityResponder.Feeds;

/// <summary>Advisories about RKE2 that concern Windows nodes alone, and say so only in their prose: the Go vulnerability database has no
/// field for the operating system of a whole module.</summary>
internal static class WindowsOnly
{
    // "RKE2 allows privilege escalation in Windows nodes": https://github.com/rancher/rke2/security/advisories/GHSA-x7xj-jvwp-97rv
    private static readonly string[] Ids = ["GO-2024-3222", "GHSA-x7xj-jvwp-97rv", "CVE-2023-32197"];

    /// <summary>Whether an entry is one of them, by its id or by an alias.</summary>
    public static bool Holds(AnswerAdvisory advisory)
    {
        foreach (var id in Ids)
        {
            if (id.Equals(advisory.Id, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }

            for (var i = 0; i < advisory.Aliases?.Count; i++)
            {
                if (id.Equals(advisory.Aliases[i], StringComparison.OrdinalIgnoreCase))
                {
                    return true;
                }
            }
        }
        return false;
    }
}
