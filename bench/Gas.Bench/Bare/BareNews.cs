namespace Gas.Bench.Bare;

/// <summary>The shortest way from the server's code to an open page.</summary>
internal sealed class BareNews
{
    public event Action<long>? Changed;

    public void Publish(long microseconds) => Changed?.Invoke(microseconds);
}
