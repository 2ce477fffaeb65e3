using Gas.Pipeline.Jobs;
using Gas.Tests.Blazor.Accounts;

namespace Gas.Tests.Billing;

/// <summary>Somebody who is signed in and may pay.</summary>
internal sealed record Payer(Visitor Visitor, UserId Id, string Email) : IDisposable
{
    public void Dispose() => Visitor.Dispose();
}
