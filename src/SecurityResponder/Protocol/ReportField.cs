namespace SecurityResponder.Protocol;

/// <summary>Where in the payload a field stands.</summary>
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
/// One field of the payload: what fills it and what is said of it. The payload is filled from these definitions, and
/// <c>docs/what-leaves.md</c> is written from them, so the two cannot differ.
/// </summary>
/// <param name="Name">Its name on the wire, fixed by contract.</param>
/// <param name="Place">Where it stands.</param>
/// <param name="Source">What is read for it.</param>
/// <param name="Rule">Its rule in a sentence.</param>
/// <param name="Example">An example, as JSON.</param>
/// <param name="Value">Its value: a string, a <see cref="long"/>, a <see cref="bool"/>, or null when the field is left out.</param>
public sealed record ReportField(
    string Name, FieldLocation Place, string Source, string Rule, string Example, Func<ReportInput, object?> Value)
{
    /// <summary>What minimal mode sends instead of the value: <c>-1</c> or <c>""</c>; null where it sends the value itself.</summary>
    public object? Minimal { get; init; }

    /// <summary>Every field of a report, in the order of the payload. Nothing else leaves the cluster.</summary>
    public static IReadOnlyList<ReportField> All => ReportFields.All;

    /// <summary>The value that leaves in the subject's mode.</summary>
    public object? ValueFor(ReportInput subject) =>
        subject.Mode == ReportMode.Minimal && Minimal is not null ? Minimal : Value(subject);
}
