namespace SecurityResponder.Client.Http;

/// <summary>
/// The version of this build, e.g. <c>v0.1.0</c> or <c>v0.1.0-5-gabcdef0</c>. The build generates the other part of this class:
/// reading the assembly's attribute would add reflection to the binary.
/// </summary>
internal static partial class ProgramVersion;
