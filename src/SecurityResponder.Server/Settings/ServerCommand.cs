namespace SecurityResponder.Server.Settings;

/// <summary>The commands of the program.</summary>
internal enum ServerCommand
{
    /// <summary>Answers requests; the default.</summary>
    Serve,

    /// <summary>Prints the stored reports.</summary>
    Reports,

    /// <summary>Deletes the reports of a cluster.</summary>
    Forget,

    /// <summary>Deletes many clusters.</summary>
    Purge,
}
