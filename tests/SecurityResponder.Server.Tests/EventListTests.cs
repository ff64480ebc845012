using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;

namespace SecurityResponder.Server.Tests;

/// <summary><c>docs/responder.md</c> against the code: what operators alert on must be what the program says.</summary>
public sealed partial class EventListTests
{
    [Fact]
    public void Every_event_is_listed_with_its_level_and_no_other()
    {
        var declared = typeof(Program).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Select(method => method.GetCustomAttribute<LoggerMessageAttribute>()).OfType<LoggerMessageAttribute>()
            .Select(told => (told.EventId, Level: told.Level == LogLevel.Information ? "info" : told.Level.ToString().ToLowerInvariant()))
                .Order();
        var listed = Row().Matches(File.ReadAllText(Repository.ResponderDocument))
            .Select(row => (int.Parse(row.Groups[1].Value), row.Groups[2].Value));

        Assert.Equal(declared, listed);
    }

    [GeneratedRegex(@"^\| (\d{3}) \| (info|warning|error) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
