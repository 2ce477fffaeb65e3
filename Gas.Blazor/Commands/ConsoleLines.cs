namespace Gas.Blazor.Commands;

/// <summary>Says on standard error what a command is doing, a line at a time.</summary>
internal sealed class ConsoleLines : IProgress<string>
{
    public void Report(string value) => Console.Error.WriteLine(value);
}
