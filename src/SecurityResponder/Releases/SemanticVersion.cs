namespace SecurityResponder.Releases;

/// <summary>
/// The part of a version that has SemVer precedence (<see href="https://semver.org/#spec-item-11"/>): three numbers and the labels of
/// a pre-release. Labels compare case-insensitively, as in NuGet. A library would add 0.1 MB to the client
/// (docs/decisions/0002-client-dependencies.md).
/// </summary>
/// <param name="Major">The first number.</param>
/// <param name="Minor">The second.</param>
/// <param name="Patch">The third.</param>
/// <param name="Labels">The pre-release's dot-separated labels; empty for a release.</param>
internal readonly record struct SemanticVersion(int Major, int Minor, int Patch, IReadOnlyList<string> Labels)
    : IComparable<SemanticVersion>
{
    /// <summary>Whether it is a pre-release.</summary>
    public bool IsPrerelease => Labels.Count > 0;

    /// <inheritdoc/>
    public int CompareTo(SemanticVersion other)
    {
        // Numbers decide nearly always; a comparison of tuples would take several times as long.
        var numbers = Major != other.Major ? Major.CompareTo(other.Major)
            : Minor != other.Minor ? Minor.CompareTo(other.Minor)
            : Patch.CompareTo(other.Patch);
        return numbers != 0 ? numbers : CompareLabels(Labels, other.Labels);
    }

    private static int CompareLabels(IReadOnlyList<string> left, IReadOnlyList<string> right)
    {
        if (left.Count == 0 || right.Count == 0)
        {
            return right.Count.CompareTo(left.Count);
        }

        for (var i = 0; i < left.Count && i < right.Count; i++)
        {
            var order = CompareLabel(left[i], right[i]);
            if (order != 0)
            {
                return order;
            }
        }

        return left.Count.CompareTo(right.Count);
    }

    // Numbers of any length compare as numbers and sort before words.
    private static int CompareLabel(string left, string right) => (IsNumber(left), IsNumber(right)) switch
    {
        (true, true) when left.TrimStart('0') is var one && right.TrimStart('0') is var other =>
            one.Length != other.Length ? one.Length.CompareTo(other.Length) : string.CompareOrdinal(one, other),
        (true, false) => -1,
        (false, true) => 1,
        _ => string.Compare(left, right, StringComparison.OrdinalIgnoreCase),
    };

    private static bool IsNumber(string label) => !label.AsSpan().ContainsAnyExceptInRange('0', '9');
}
