using SecurityResponder.Client.Settings;

namespace SecurityResponder.Client.Printing;

/// <summary>Prints the result on standard output in the configured format.</summary>
/// <param name="output">Standard output.</param>
/// <param name="terminal">What it is connected to.</param>
internal sealed class ResultPrinter(TextWriter output, Terminal terminal)
{
    /// <summary>Prints a result.</summary>
    public void Print(Result result, OutputFormat format)
    {
        switch (format)
        {
            case OutputFormat.Text:
                new TextRenderer(terminal.Columns, terminal.HasColor, output).Render(ResultBlocks.Of(result, isComplete: false));
                break;
            case OutputFormat.Wide:
                new TextRenderer(int.MaxValue, terminal.HasColor, output).Render(ResultBlocks.Of(result, isComplete: true));
                break;
            case OutputFormat.Markdown:
                new MarkdownRenderer(output).Render(ResultBlocks.Of(result, isComplete: true));
                break;
            case OutputFormat.Json:
                PrintJson(result);
                break;
            case OutputFormat.Yaml:
                new ResultDocument(new YamlDocumentWriter(output), result).Write();
                break;
        }
    }

    private void PrintJson(Result result)
    {
        using var writer = new JsonDocumentWriter(output);
        new ResultDocument(writer, result).Write();
        output.Write('\n');
    }
}
