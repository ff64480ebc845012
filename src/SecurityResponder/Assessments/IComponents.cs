using SecurityResponder.Components;

namespace SecurityResponder.Assessments;

/// <summary>The components of a cluster or a release.</summary>
internal interface IComponents
{
    /// <summary>The versions of a component that are in use; empty when it does not run. An unknown version is a use, too.</summary>
    IReadOnlyList<ComponentUse> UsesOf(Component component);
}
