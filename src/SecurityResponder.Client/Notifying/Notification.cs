using System.Security.Cryptography;
using System.Text;
using SecurityResponder.Advisories;
using SecurityResponder.Assessments;
using SecurityResponder.Client.Printing;
using SecurityResponder.Releases;
using SecurityResponder.Text;

namespace SecurityResponder.Client.Notifying;

/// <summary>The part of an assessment that events and alerts carry: CVEs of high or critical severity, and the end of support.</summary>
internal sealed class Notification(Assessment assessment)
{
    // The API server limits the note of an event to 1,024 bytes (events.k8s.io/v1).
    private const int MaxIds = 10;
    private const int MaxNoteLength = 900;

    /// <summary>The number of findings of high or critical severity.</summary>
    public int Urgent { get; } = assessment.Count(SeverityLevel.Critical) + assessment.Count(SeverityLevel.High);

    /// <summary>Whether the installed version is out of support.</summary>
    public bool IsOutOfSupport => assessment.Support is Support.EndOfLife;

    /// <summary>Whether the notification is a warning.</summary>
    public bool IsWarning => Urgent > 0 || IsOutOfSupport;

    /// <summary>The reason of the event, for filters.</summary>
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

    /// <summary>The text of the notification, short enough for an event.</summary>
    public string Note
    {
        get
        {
            var text = new StringBuilder().Append(SafeText.Line(assessment.Installed, 64)).Append(": ").Append(Counted);
            for (var i = 0; i < Urgent && i < MaxIds; i++)
            {
                text.Append(i == 0 ? " (" : ", ").Append(SafeText.Line(assessment.Findings[i].Advisory.Id, 40));
            }

            text.Append(Urgent > MaxIds ? ", …)" : Urgent > 0 ? ")" : "")
                .Append("; ").Append(Wording.Describe(assessment.Support)).Append('.');
            if (assessment.Recommended is { } upgrade)
            {
                text.Append(" Recommended: ").Append(SafeText.Line(upgrade.Release.Version.ToString(), 64)).Append('.');
            }

            return SafeText.Line(text.ToString(), MaxNoteLength);
        }
    }

    /// <summary>Identifies the notification, as 16 hexadecimal digits: a hash of the version, its urgent CVEs and its support. Other CVEs
    /// and a newer recommendation do not change it.</summary>
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

            // Sorted, because a change from high to critical changes the order of the findings only.
            Array.Sort(ids, string.CompareOrdinal);
            foreach (var id in ids)
            {
                text.Append('\n').Append(id);
            }

            return Digest(Encoding.UTF8.GetBytes(text.ToString()));
        }
    }

    /// <summary>The first 8 bytes of the SHA-256 as hexadecimal digits, which is enough to detect changes.</summary>
    public static string Digest(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 8));
}
