using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;

namespace SecurityResponder.Client.Tests.Logging;

/// <summary><c>docs/events.md</c> against the code: the documented events must be those of the program.</summary>
public sealed class EventListTests
{
    private static readonly string Document = Path.GetFullPath(Path.Combine(Here(), "../../../docs/events.md"));

    private static readonly (MethodInfo Method, LoggerMessageAttribute Event)[] Declared =
    [
        .. from type in typeof(SecurityCheck).Assembly.GetTypes()
           from method in type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
           let declared = method.GetCustomAttribute<LoggerMessageAttribute>()
           where declared is not null
           orderby declared.EventId
           select (method, declared),
    ];

    [Fact]
    public void The_list_holds_every_event_with_its_level_phrase_and_fields_and_no_other()
    {
        Assert.NotEmpty(Declared);
        Assert.Equal(Declared.Select(one => Row(one.Method, one.Event)), Rows().Select(cells => string.Join(" | ", cells[..4])));
    }

    [Fact]
    public void Every_event_has_a_meaning_and_an_action() =>
        Assert.All(Rows(), cells => Assert.All(cells[4..6], cell => Assert.NotEqual("", cell)));

    [Fact]
    public void No_id_is_used_twice() => Assert.Equal(Declared.Length, Declared.Select(one => one.Event.EventId).Distinct().Count());

    private static string Row(MethodInfo method, LoggerMessageAttribute declared)
    {
        var parameters = method.GetParameters().Where(parameter => parameter.ParameterType != typeof(ILogger)).ToList();
        var isChosenByCall = parameters.RemoveAll(parameter => parameter.ParameterType == typeof(LogLevel)) > 0;
        var level = isChosenByCall ? "info or warning" : declared.Level switch
        {
            LogLevel.Information => "info",
            var one => one.ToString().ToLowerInvariant(),
        };
        var fields = string.Join(' ', parameters.Select(parameter => $"`{parameter.Name}`"));
        return string.Join(" | ", declared.EventId, level, declared.Message, fields);
    }

    private static IEnumerable<string[]> Rows() => File.ReadLines(Document)
        .Where(line => line.StartsWith("| ", StringComparison.Ordinal) && char.IsAsciiDigit(line[2]))
        .Select(line => line.Trim('|').Split('|').Select(cell => cell.Trim()).ToArray());

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
