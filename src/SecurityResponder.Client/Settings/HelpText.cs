using System.Text;
using SecurityResponder.Options;

namespace SecurityResponder.Client.Settings;

/// <summary>The text of <c>--help</c>.</summary>
internal static class HelpText
{
    /// <summary>The name of the program.</summary>
    public const string Program = "security-responder";

    private const string Purpose =
        Program + ": reports which published CVEs affect this RKE2 cluster and which release fixes them. In a pod it reads the cluster it "
        + "runs in. Elsewhere it reads the cluster of your kubeconfig through kubectl.";

    // In a narrow terminal, the meanings of the commands stand on lines of their own.
    private const int WideColumns = 80;
    private const int WideIndent = 53;
    private const int NarrowIndent = 11;
    private const int ExitCodeIndent = 5;

    /// <summary>The text for a width.</summary>
    /// <param name="columns">The width in columns, 60 to 100.</param>
    public static string Of(int columns)
    {
        var text = new StringBuilder();
        WrappedText.AppendParagraph(text, Purpose, columns);
        text.Append($"\nUsage: {Program} [flags]\n");
        foreach (var command in ClientOptionTable.Commands)
        {
            AppendUsage(text, $"{Program} {command.Usage}", command.Meaning, columns);
        }

        AppendUsage(text, "kubectl rke2-security [flags]", "if installed as kubectl-rke2_security", columns);
        text.Append('\n').Append(OptionTable.Help([.. ClientOptionTable.All, .. ClientOptionTable.Information], columns));
        text.Append("\nExit code:\n");
        foreach (var exit in ClientOptionTable.ExitCodes)
        {
            WrappedText.AppendEntry(text, $"  {exit.Code}", exit.Meaning, ExitCodeIndent, columns);
        }

        return text.ToString();
    }

    private static void AppendUsage(StringBuilder text, string usage, string meaning, int columns) =>
        WrappedText.AppendEntry(text, "       " + usage, meaning, columns < WideColumns ? NarrowIndent : WideIndent, columns);
}
