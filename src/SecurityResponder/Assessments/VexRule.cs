using SecurityResponder.Advisories;
using SecurityResponder.Components;

namespace SecurityResponder.Assessments;

/// <summary>Which OpenVEX statement applies to a build of a component.</summary>
internal static class VexRule
{
    /// <summary>The status that statements give this build; null when none applies. A statement applies only to the product and the
    /// version that it names. <c>fixed</c> without a version says nothing, because it is about one build.</summary>
    public static VexStatus? StatusOf(Advisory advisory, ComponentUse use)
    {
        VexStatus? status = null;
        for (var i = 0; i < advisory.Vex.Count; i++)
        {
            if (Applies(advisory.Vex[i], use))
            {
                status = advisory.Vex[i].Status;
            }
        }

        return status;
    }

    /// <summary>Whether a statement is about this build.</summary>
    public static bool Applies(VexStatement statement, ComponentUse use) =>
        statement.Component == use.Component && IsProduct(statement, use) && IsVersion(statement, use);

    private static bool IsProduct(VexStatement statement, ComponentUse use) =>
        statement.Product is not { } product || (use.Image is { } image && ImageReference.EndsWithPath(image, product));

    private static bool IsVersion(VexStatement statement, ComponentUse use) => statement.Version is { } version
        ? use.Version is { } used && WithoutV(used.ToString()).Equals(WithoutV(version), StringComparison.OrdinalIgnoreCase)
        : statement.Status != VexStatus.Fixed;

    private static ReadOnlySpan<char> WithoutV(string version) => version.AsSpan(version.StartsWith('v') ? 1 : 0);
}
