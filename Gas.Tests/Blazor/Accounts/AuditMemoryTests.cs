using Gas.Blazor.Account.Audit;
using Microsoft.Extensions.Time.Testing;

namespace Gas.Tests.Blazor.Accounts;

public sealed class AuditMemoryTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void What_is_done_again_is_new_after_an_hour_or_when_it_could_not_be_written()
    {
        var memory = new AuditMemory(_time);
        Assert.True(memory.TryAdd("a"));
        Assert.True(memory.TryAdd("b"));
        _time.Advance(AuditMemory.Span - TimeSpan.FromSeconds(1));
        Assert.False(memory.TryAdd("a"));
        memory.Forget("b");
        Assert.True(memory.TryAdd("b"));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(memory.TryAdd("a"));
        Assert.False(memory.TryAdd("a"));
    }

    [Fact]
    public void It_does_not_grow_without_end()
    {
        var memory = new AuditMemory(_time);
        for (var number = 0; number < AuditMemory.Most; number++)
        {
            Assert.True(memory.TryAdd($"{number}"));
        }

        Assert.False(memory.TryAdd("0"));
        Assert.True(memory.TryAdd("one more"));
        Assert.True(memory.TryAdd("0"));
    }
}
