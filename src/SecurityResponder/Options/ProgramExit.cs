namespace SecurityResponder.Options;

/// <summary>An exit code of a program.</summary>
/// <param name="Code">The code, from 0 to 255.</param>
/// <param name="Meaning">When the program ends with it, in plain text.</param>
public sealed record ProgramExit(int Code, string Meaning);
