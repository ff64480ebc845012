namespace SecurityResponder.Client;

/// <summary>
/// The version that was stamped into this build, e.g. <c>v0.1.0</c> or <c>v0.1.0-5-gabcdef0</c>. The build writes the other part: reading
/// the assembly's attribute would bring reflection into the binary.
/// </summary>
internal static partial class ProgramVersion;
