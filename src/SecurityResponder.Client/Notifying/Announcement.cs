using System.Security.Cryptography;
using System.Text;
using SecurityResponder.Advisories;
using SecurityResponder.Assessments;
using SecurityResponder.Client.Logging;
using SecurityResponder.Releases;

namespace SecurityResponder.Client.Notifying;

/// <summary>What of an assessment is worth interrupting somebody for: CVEs of high or critical severity, or the end of support.</summary>
internal sealed class Announcement(Assessment assessment)
{
    // Events take 1,024 bytes (validation of events.k8s.io/v1); the rest of the note has its place in these.
    private const int MaxIds = 10;
    private const int LongestNote = 900;

    /// <summary>How many findings are of high or critical severity.</summary>
    public int Urgent { get; } = assessment.Count(SeverityLevel.Critical) + assessment.Count(SeverityLevel.High);

    /// <summary>Whether the installed version is out of support.</summary>
    public bool IsOutOfSupport => assessment.Support is Support.EndOfLife;

    /// <summary>Whether there is anything to warn of.</summary>
    public bool IsWarning => Urgent > 0 || IsOutOfSupport;

    /// <summary>The one word that operators filter by.</summary>
    public string Reason => Urgent > 0 ? "Vulnerable" : IsOutOfSupport ? "OutOfSupport" : "Clean";

    /// <summary>E.g. <c>4 CVEs concern this cluster: 1 critical, 2 high, 1 unrated</c>.</summary>
    public string Counted
    {
        get
        {
            var text = new StringBuilder();
            for (var level = SeverityLevel.Critical; level >= SeverityLevel.Unknown; level--)
            {
                if (assessment.Count(level) is var count and > 0)
                {
                    text.Append(text.Length > 0 ? ", " : ": ").Append(count).Append(' ').Append(level.Name());
                }
            }

            return assessment.Findings.Count switch
            {
                0 => "no CVE is known to concern this cluster",
                1 => "1 CVE concerns this cluster" + text,
                var all => $"{all} CVEs concern this cluster{text}",
            };
        }
    }

    /// <summary>All of it in a few sentences, short enough for an event.</summary>
    public string Note
    {
        get
        {
            var text = new StringBuilder().Append(Printable.Of(assessment.Installed, 64)).Append(": ").Append(Counted);
            for (var i = 0; i < Urgent && i < MaxIds; i++)
            {
                text.Append(i == 0 ? " (" : ", ").Append(Printable.Of(assessment.Findings[i].Advisory.Id, 40));
            }

            text.Append(Urgent > MaxIds ? ", …)" : Urgent > 0 ? ")" : "").Append("; ").Append(Summary.Words(assessment.Support)).Append('.');
            if (assessment.Recommended is { } upgrade)
            {
                text.Append(" Recommended: ").Append(Printable.Of(upgrade.Release.Version.ToString(), 64)).Append('.');
            }

            return Printable.Of(text.ToString(), LongestNote);
        }
    }

    /// <summary>What tells one finding from another, as 16 hexadecimal digits: the version, its urgent CVEs and its lack of support. Counts
    /// of milder ones and a newer recommendation are no news.</summary>
    public string Key
    {
        get
        {
            var text = new StringBuilder(assessment.Installed).Append('\n').Append(Reason).Append(IsOutOfSupport);
            var ids = new string[Urgent];
            for (var i = 0; i < ids.Length; i++)
            {
                ids[i] = assessment.Findings[i].Advisory.Id;
            }

            // A severity that moves from high to critical changes the order, and is no other finding.
            Array.Sort(ids, string.CompareOrdinal);
            foreach (var id in ids)
            {
                text.Append('\n').Append(id);
            }

            return Digest(Encoding.UTF8.GetBytes(text.ToString()));
        }
    }

    /// <summary>The first 8 bytes of the SHA-256 as hexadecimal digits: enough to see that something changed.</summary>
    public static string Digest(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 8));
}
