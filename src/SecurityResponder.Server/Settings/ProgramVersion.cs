using System.Reflection;

namespace SecurityResponder.Server.Settings;

/// <summary>The version that was stamped into this build, e.g. <c>v0.1.0</c> or <c>v0.1.0-5-gabcdef0</c>.</summary>
internal static class ProgramVersion
{
    public static string Text { get; } =
        typeof(ProgramVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "dev";
}
