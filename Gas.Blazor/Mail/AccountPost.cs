using System.Threading.Channels;
using Gas.Blazor.Account;
using Gas.Blazor.Account.Address;
using Gas.Blazor.Account.Audit;
using Gas.Blazor.Account.SignIn;
using Gas.Pipeline.Jobs;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Gas.Blazor.Mail;

/// <summary>
/// Sends what people ask for by mail about accounts. Pages only leave a wish here and answer at once, so that neither their words nor the time that they take
/// tell whether there is such an account. A wish is not kept: whoever gets no mail asks again.
/// </summary>
internal sealed partial class AccountPost(IServiceScopeFactory scopes, IMailCarrier carrier, PublicAddress address, AddressSeal seal, AuditTrail trail, IOptions<MailOptions> options, TimeProvider time, ILogger<AccountPost> logger)
    : BackgroundService
{
    /// <summary>No mailbox is filled from here: an account's address gets the same mail once in this time.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    /// <summary>Whoever guesses on and on locks the account again and again.</summary>
    private static readonly TimeSpan PauseOfLocks = TimeSpan.FromDays(1);

    /// <summary>Nor is the service used to write to strangers: so many addresses get an account's mail in that time.</summary>
    private const int MostAddresses = 3;

    private readonly Channel<Wish> _wishes = Channel.CreateBounded<Wish>(new BoundedChannelOptions(1000) { FullMode = BoundedChannelFullMode.DropWrite });
    /// <summary>Until when the same mail is not sent again.</summary>
    private readonly Dictionary<(AccountLetter, string, string), DateTimeOffset> _sent = [];

    /// <summary>Whether mails reach anybody; else pages say whom to ask.</summary>
    public bool Reaches => options.Value.Reaches;

    /// <param name="email">As somebody typed it: there may be no such account.</param>
    public void Ask(AccountLetter letter, string email) => _wishes.Writer.TryWrite(new(letter, email, To: null));

    /// <summary>The same, to another address than the account's.</summary>
    public void AskFor(AccountLetter letter, string email, string to) => _wishes.Writer.TryWrite(new(letter, email, to));

    /// <summary>Invites somebody who has no account yet; null when the mail is on its way, else why not.</summary>
    public async Task<string?> InviteAsync(string email, string path, DateTimeOffset until, CancellationToken cancellation)
    {
        if (!MailboxAddress.TryParse(email, out var to))
        {
            return "No mail can be sent to this address.";
        }

        using var mail = AccountMail.Write(
            $"invitation.{Guid.NewGuid():n}",
            "You are invited to GAS",
            ["You are invited to a genomics annotation service. Make your account with this link:", $"The link works once, until {JobLetters.Told(until)}. If you did not expect it, do nothing."],
            ("Make your account", await address.FindAsync(cancellation) + path),
            options.Value.Sender,
            to,
            time.GetUtcNow());
        try
        {
            return await carrier.SendAsync(mail, cancellation) is null ? null : "The mail server refuses this address.";
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            LogInvitationLost(fault);
            return "The mail could not be sent; the log says why.";
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var wish in _wishes.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await SendAsync(wish, stoppingToken);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                LogLost(fault, wish.Letter);
            }
        }
    }

    private async Task SendAsync(Wish wish, CancellationToken cancellation)
    {
        var letter = wish.Letter;
        await using var scope = scopes.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<GasUser>>();
        if (await users.FindByEmailAsync(wish.Email) is not { Disabled: false } user || !MailboxAddress.TryParse(wish.To ?? user.Email, out var to) || !IsTimeFor(letter, user.Id, to.Address))
        {
            return;
        }

        var (subject, sentences, link) = await WordsAsync(letter, users, user, to.Address);
        using var mail = AccountMail.Write(
            $"{letter.ToString().ToLowerInvariant()}.{Guid.NewGuid():n}",
            subject,
            sentences,
            link is var (words, path) ? (words, await address.FindAsync(cancellation) + path) : null,
            options.Value.Sender,
            to,
            time.GetUtcNow());
        if (letter == AccountLetter.Reset)
        {
            await trail.NoteAsync(new UserId(user.Id), AuditAction.ResetRequested);
        }

        if (await carrier.SendAsync(mail, cancellation) is { } refusal)
        {
            LogRefused(user.Id, letter, refusal);
        }
        else
        {
            LogSent(user.Id, letter);
        }
    }

    private async Task<(string Subject, IReadOnlyList<string> Sentences, (string Words, string Path)? Link)> WordsAsync(AccountLetter letter, UserManager<GasUser> users, GasUser user, string to) => letter switch
    {
        AccountLetter.Confirm => (
            "Confirm your e-mail address",
            ["Open this link to show that this address is yours:", $"It is good for {AccountLinks.LifeInWords}. If you did not ask for it, do nothing."],
            ("Confirm your address", AccountLinks.ToConfirm(user.Id, await users.GenerateEmailConfirmationTokenAsync(user)))),
        AccountLetter.Reset when user.PasswordHash is null => (
            "Your account has no password",
            ["Somebody, probably you, asked for a new password. Your account here has none: sign in in the way in which you usually do. Under Account you can set one.", "If it was not you, do nothing."],
            ("Sign in", "/account/login")),
        AccountLetter.Reset => (
            "Your new password",
            ["Somebody, probably you, asked for a new password. Choose it with this link:", $"The link works once, and for {AccountLinks.LifeInWords}. If it was not you, do nothing: your password stays as it is."],
            ("Choose a new password", AccountLinks.ToReset(user.Id, await users.GeneratePasswordResetTokenAsync(user)))),
        AccountLetter.Known => (
            "You have an account already",
            ["Somebody, probably you, gave this address for an account. It has one: sign in, or ask for a new password there.", "If it was not you, do nothing."],
            ("Sign in", "/account/login")),
        AccountLetter.Address => (
            "Your new e-mail address",
            ["Somebody, probably you, gave this address as the new one of an account. Open this link to have it:", $"The link works once, and for {AccountLinks.LifeInWords}. If it was not you, do nothing."],
            ("Have this address", AccountLinks.ToAddress(seal.Close(new AddressWish(user.Id, user.SecurityStamp!, to))))),
        AccountLetter.Moved => (
            "Your e-mail address was changed",
            [$"Your account has another e-mail address now: {user.Email}. This one opens it no more, and gets no more mails.", "If it was not you, tell the operator of this service at once."],
            null),
        AccountLetter.Locked => (
            "Your account is locked for a while",
            [$"Somebody gave {users.Options.Lockout.MaxFailedAccessAttempts} wrong passwords or codes in a row for your account. Nothing opens it for {users.Options.Lockout.DefaultLockoutTimeSpan.TotalMinutes:0} minutes; after that, sign in as usual. Whatever is signed in goes on.", "If it was not you, somebody tries to get in: choose a long password that you use nowhere else, and turn the second factor on, or add a passkey, on your account's page. This mail comes once a day at most."],
            null),
    };

    private bool IsTimeFor(AccountLetter letter, string user, string to)
    {
        var now = time.GetUtcNow();
        foreach (var old in _sent.Where(one => one.Value <= now).Select(one => one.Key).ToList())
        {
            _sent.Remove(old);
        }

        return _sent.Keys.Count(one => one.Item1 == letter && one.Item2 == user) < MostAddresses && _sent.TryAdd((letter, user, to), now + (letter == AccountLetter.Locked ? PauseOfLocks : Pause));
    }

    [LoggerMessage(1, LogLevel.Information, "Account {User}: the mail {Letter} is on its way.")]
    private partial void LogSent(string user, AccountLetter letter);

    [LoggerMessage(2, LogLevel.Warning, "Account {User}: the mail {Letter} is given up: {Reason}")]
    private partial void LogRefused(string user, AccountLetter letter, string reason);

    [LoggerMessage(3, LogLevel.Warning, "A mail {Letter} could not be sent; whoever waits for it can ask again.")]
    private partial void LogLost(Exception exception, AccountLetter letter);

    [LoggerMessage(4, LogLevel.Warning, "An invitation could not be sent by mail.")]
    private partial void LogInvitationLost(Exception exception);

    /// <param name="Email">Which account; there may be none.</param>
    /// <param name="To">Where the mail goes; null to the account itself.</param>
    private sealed record Wish(AccountLetter Letter, string Email, string? To);
}
