using Gas.Pipeline.Ports;

namespace Gas.Pipeline.Embedded;

/// <summary>Files and SQLite are in this process: there is nothing to reach.</summary>
internal sealed class NoServices : IServices
{
    public event Action? Changed
    {
        add { }
        remove { }
    }

    public IReadOnlyList<ServiceStanding> Standings => [];

    public bool IsOutage(Exception exception) => false;
}
