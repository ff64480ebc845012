using System.Runtime.CompilerServices;

namespace SecurityResponder.Server.Tests;

/// <summary>Prints an exception that ends the test process, with its stack: of an OutOfMemoryException the runtime prints only
/// its name.</summary>
internal static class UnhandledExceptionLog
{
    [ModuleInitializer]
    internal static void Install() =>
        AppDomain.CurrentDomain.UnhandledException += (_, arguments) => Console.Error.WriteLine(arguments.ExceptionObject);
}
