namespace SecurityResponder.Protocol;

/// <summary>The place of a field in the payload.</summary>
public enum FieldLocation
{
    /// <summary>At the top.</summary>
    Top,

    /// <summary>In <c>extraTagInfo</c>, always a string.</summary>
    Tag,

    /// <summary>In <c>extraFieldInfo</c>.</summary>
    Field,
}

/// <summary>
/// A field of the payload. The payload and <c>docs/what-leaves.md</c> are both generated from these definitions, so they cannot differ.
/// </summary>
/// <param name="Name">The name on the wire, fixed by contract.</param>
/// <param name="Place">The place in the payload.</param>
/// <param name="Source">What is read for it, for the documentation.</param>
/// <param name="Rule">How the value is computed, in a sentence.</param>
/// <param name="Example">An example, as JSON.</param>
/// <param name="Value">The value: a string, a <see cref="long"/>, a <see cref="bool"/>, or null when the field is left out.</param>
public sealed record ReportField(
    string Name, FieldLocation Place, string Source, string Rule, string Example, Func<ReportInput, object?> Value)
{
    /// <summary>The value in minimal mode, <c>-1</c> or <c>""</c>; null when minimal mode sends the value itself.</summary>
    public object? Minimal { get; init; }

    /// <summary>Every field of a report, in the order of the payload. Nothing else leaves the cluster.</summary>
    public static IReadOnlyList<ReportField> All => ReportFields.All;

    /// <summary>The value in the mode of a report.</summary>
    public object? ValueFor(ReportInput subject) =>
        subject.Mode == ReportMode.Minimal && Minimal is not null ? Minimal : Value(subject);
}
