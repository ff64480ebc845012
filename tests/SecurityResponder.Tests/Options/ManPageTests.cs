using SecurityResponder.Options;

namespace SecurityResponder.Tests.Options;

public sealed class ManPageTests
{
    [Fact]
    public void The_page_has_commands_options_variables_and_exit_codes() => Assert.Equal(
        """
        .TH APP 1
        .SH NAME
        app \- does things
        .SH SYNOPSIS
        .B app
        [\fIflags\fR]
        .SH COMMANDS
        .TP
        .B help
        print the help
        .SH OPTIONS
        .TP
        .B \-\-mode MODE
        What the report contains. Default: a\-b.
        .TP
        .B \-\-verbose
        Log debug lines.
        .SH ENVIRONMENT
        A flag takes precedence over its variable.
        .TP
        .B APP_MODE
        See \-\-mode.
        .TP
        .B APP_BUNDLE
        \&.pem files.
        .SH EXIT STATUS
        .TP
        .B 0
        done

        """,
        ManPage.Of(
            "app", "does things", [new ProgramCommand("help", "print the help")],
            [
                new("--mode", "APP_MODE", "MODE", "what the report contains", "a-b"),
                new("--verbose", null, null, "log debug lines", null),
                new(null, "APP_BUNDLE", "FILE", ".pem files", null),
            ],
            [new ProgramExit(0, "done")]));
}
