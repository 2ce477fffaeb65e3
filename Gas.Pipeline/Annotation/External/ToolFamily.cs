using System.Diagnostics;
using System.Globalization;

namespace Gas.Pipeline.Annotation.External;

/// <summary>
/// All processes of one run, known by a mark in their environment that each hands to its children: also those that have left their parent. Where the system
/// has no <c>/proc</c>, the process tree is all that is known.
/// </summary>
internal sealed class ToolFamily
{
    public const string Variable = "GAS_RUN";
    private static readonly string[] Nowhere = [];

    private readonly byte[] _mark;

    public ToolFamily(Guid run)
    {
        Mark = run.ToString("n");
        _mark = System.Text.Encoding.ASCII.GetBytes($"{Variable}={Mark}\0");
    }

    public string Mark { get; }

    /// <summary>Resident memory of all of them, in MiB.</summary>
    public long ResidentMemory() => Members().Sum(member => Resident(member)) >> 20;

    /// <summary>Where memory runs out between two looks at it, the system ends the tool and what it starts later, and not the service.</summary>
    public static void GoFirst(Process first)
    {
        try
        {
            File.WriteAllText($"/proc/{first.Id}/oom_score_adj", "1000");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            // It has ended by itself, or this system has no such thing.
        }
    }

    /// <summary>Kills until there is none: one may have been started while another was killed.</summary>
    public void Kill(Process first)
    {
        Kill(first, tree: true);
        for (var round = 0; round < 20; round++)
        {
            var members = Members().ToList();
            if (members.Count == 0)
            {
                return;
            }

            foreach (var member in members)
            {
                try
                {
                    using var process = Process.GetProcessById(member);
                    Kill(process, tree: false);
                }
                catch (ArgumentException)
                {
                    // It has ended by itself.
                }
            }
        }
    }

    private static void Kill(Process process, bool tree)
    {
        try
        {
            process.Kill(tree);
        }
        catch (Exception fault) when (fault is InvalidOperationException or System.ComponentModel.Win32Exception or AggregateException)
        {
            // It has ended by itself.
        }
    }

    private IEnumerable<int> Members()
    {
        foreach (var folder in Directory.Exists("/proc") ? Directory.EnumerateDirectories("/proc") : Nowhere)
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && IsMarked(folder))
            {
                yield return id;
            }
        }
    }

    private bool IsMarked(string folder)
    {
        try
        {
            // A zombie's environment is empty.
            return File.ReadAllBytes(Path.Combine(folder, "environ")).AsSpan().IndexOf(_mark) >= 0;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static long Resident(int id)
    {
        try
        {
            var fields = File.ReadAllText($"/proc/{id}/statm").Split(' ');
            return long.Parse(fields[1], CultureInfo.InvariantCulture) * Environment.SystemPageSize;
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
