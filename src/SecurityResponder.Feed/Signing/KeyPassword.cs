using System.Text;

namespace SecurityResponder.Feed.Signing;

/// <summary>Gets the password of a private key in the same places as cosign does.</summary>
internal static class KeyPassword
{
    private const string Variable = "COSIGN_PASSWORD";

    /// <summary>The variable <c>COSIGN_PASSWORD</c>, even if it is empty; otherwise the first line of the standard input when it is a pipe;
    /// otherwise what the user types, without showing it.</summary>
    /// <param name="prompt">Receives the question, e.g. the standard error.</param>
    public static string Read(TextWriter prompt)
    {
        if (Environment.GetEnvironmentVariable(Variable) is { } password)
        {
            return password;
        }

        if (Console.IsInputRedirected)
        {
            return Console.In.ReadLine() ?? "";
        }

        prompt.Write("Password of the private key: ");
        var typed = Type();
        prompt.WriteLine();
        return typed;
    }

    private static string Type()
    {
        var typed = new StringBuilder();
        while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
        {
            if (key.Key == ConsoleKey.Backspace)
            {
                typed.Length -= Math.Min(1, typed.Length);
            }
            else if (!char.IsControl(key.KeyChar))
            {
                typed.Append(key.KeyChar);
            }
        }

        return typed.ToString();
    }
}
