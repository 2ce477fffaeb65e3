namespace Gas.Blazor.Commands;

/// <summary>What the process answers to its caller.</summary>
public static class ExitCode
{
    public const int Done = 0;

    /// <summary>The input is at fault, or (for <c>--health</c>) the service is not well.</summary>
    public const int InputAtFault = 1;

    /// <summary>The command line or a setting is wrong; nothing was done.</summary>
    public const int Usage = 2;

    /// <summary>A file could not be read or written.</summary>
    public const int Failed = 3;

    /// <summary>Interrupted, as shells count it (128 + SIGINT).</summary>
    public const int Interrupted = 130;
}
