using System.Text;
using System.Text.RegularExpressions;

namespace Gas.Pipeline.Annotation.External;

/// <summary>Asks a tool for its version: what prints none is not offered to users.</summary>
internal static class ToolProbe
{
    private const int Enough = 64 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static async Task<ToolState> AskAsync(ToolProfile profile, TimeProvider time, CancellationToken cancellation)
    {
        ToolState Problem(string sentence) => new(profile.Name, profile.Title, null, sentence);
        using var folder = new ToolFolder();
        using var late = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, late.Token);
        var said = new Said();
        try
        {
            var text = new byte[Enough];
            await using (var tool = ToolProcess.Start(profile, profile.VersionArguments, folder.Path, said))
            {
                tool.Input.Close();
                said.Report(Encoding.UTF8.GetString(text.AsSpan(0, await tool.Output.ReadAtLeastAsync(text, text.Length, throwOnEndOfStream: false, either.Token))));
                _ = await tool.EndsAsync(time);
            }

            return Regex.Match(said.Text, profile.VersionPattern, RegexOptions.Multiline | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)) is { Success: true } match
                ? new ToolState(profile.Name, profile.Title, match.Groups[1].Value, null)
                : Problem($"{profile.Executable} does not say its version as {profile.Title} does: it is another program, or another version.");
        }
        catch (AnnotatorException fault)
        {
            return Problem(fault.Message);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return Problem($"{profile.Executable} did not say its version within {Patience.TotalSeconds:N0} seconds.");
        }
    }

    private sealed class Said : IProgress<string>
    {
        private readonly StringBuilder _text = new();

        public string Text
        {
            get
            {
                lock (_text)
                {
                    return _text.ToString();
                }
            }
        }

        public void Report(string value)
        {
            lock (_text)
            {
                // What was said on standard error comes with a mark before each line.
                _text.Append(value.StartsWith("| ", StringComparison.Ordinal) ? value[2..] : value).Append('\n');
            }
        }
    }
}
