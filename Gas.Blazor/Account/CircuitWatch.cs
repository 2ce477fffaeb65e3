using Gas.Pipeline.Jobs;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace Gas.Blazor.Account;

/// <summary>Has an open page's account looked at with all others', and at once when it has changed. Pages that are drawn by a request alone are over before it matters.</summary>
internal sealed partial class CircuitWatch(LiveUserState state, AccountRound round, AccountNews news, ILogger<CircuitWatch> logger) : CircuitHandler
{
    public override Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        news.Changed += Hear;
        round.Add(state);
        return Task.CompletedTask;
    }

    public override Task OnCircuitClosedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        news.Changed -= Hear;
        round.Remove(state);
        return Task.CompletedTask;
    }

    private void Hear(UserId account) => _ = LookAsync(account);

    /// <summary>Never throws into whoever changed the account: what fails here is made good within the minute.</summary>
    private async Task LookAsync(UserId account)
    {
        try
        {
            await state.LookAsync(account);
        }
        catch (Exception exception)
        {
            LogNotLooked(exception, account);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "An open page of account {User} could not be looked at; the next look will do it.")]
    private partial void LogNotLooked(Exception exception, UserId user);
}
