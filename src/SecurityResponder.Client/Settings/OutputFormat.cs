namespace SecurityResponder.Client.Settings;

/// <summary>The format of the result on standard output.</summary>
internal enum OutputFormat
{
    /// <summary>For a terminal of 80 columns; the worst findings.</summary>
    Text,

    /// <summary>For a wide terminal; everything.</summary>
    Wide,

    /// <summary>For programs; the schema is docs/assessment.schema.json.</summary>
    Json,

    /// <summary>The same document as JSON.</summary>
    Yaml,

    /// <summary>For tickets; everything.</summary>
    Markdown,
}
