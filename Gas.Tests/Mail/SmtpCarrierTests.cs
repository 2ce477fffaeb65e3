using Gas.Blazor.Mail;
using MailKit;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Gas.Tests.Mail;

public sealed class SmtpCarrierTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_mail_arrives_with_its_envelope()
    {
        await using var server = SmtpServer.Start();
        Assert.Null(await SendAsync(server));
        var mail = Assert.Single(server.Mails);
        Assert.Equal(("gas@lab.example", "ann@lab.example"), (mail.From, Assert.Single(mail.Recipients)));
        Assert.Equal("one@lab.example", mail.Read().MessageId);
    }

    [Theory]
    [InlineData("550 5.1.1 <ann@lab.example> no such user", "550 5.1.1")]
    [InlineData("551 ann@lab.example not here", "551")]
    [InlineData("553 bad mailbox", "553")]
    public async Task A_recipient_refused_for_good_is_an_answer_that_does_not_name_them(string answer, string code)
    {
        await using var server = SmtpServer.Start();
        server.Answer = line => line.StartsWith("RCPT", StringComparison.Ordinal) ? answer : null;
        Assert.Equal(code, await SendAsync(server));
    }

    [Theory]
    [InlineData("RCPT", "450 4.2.1 busy")]
    [InlineData("RCPT", "451 4.7.1 grey-listed: ann@lab.example")]
    [InlineData("MAIL", "421 too many")]
    [InlineData("MAIL", "550 sender not verified")]
    [InlineData(".", "452 no room")]
    [InlineData(".", "554 rejected")]
    [InlineData("DATA", "451 later")]
    public async Task Whatever_else_is_refused_is_thrown(string at, string answer)
    {
        await using var server = SmtpServer.Start();
        server.Answer = line => line.StartsWith(at, StringComparison.Ordinal) ? answer : null;
        var refused = await Assert.ThrowsAnyAsync<CommandException>(() => SendAsync(server));
        Assert.DoesNotContain("ann@", refused.ToString(), StringComparison.Ordinal);
        Assert.Empty(server.Mails);
    }

    [Theory]
    [InlineData("drop")]
    [InlineData("500 what?")]
    public async Task A_bad_goodbye_does_not_have_the_mail_sent_again(string goodbye)
    {
        await using var server = SmtpServer.Start();
        server.Answer = line => line == "QUIT" ? goodbye : null;
        Assert.Null(await SendAsync(server));
        Assert.Single(server.Mails);
    }

    [Fact]
    public async Task A_server_that_says_nothing_is_left_in_time()
    {
        await using var server = SmtpServer.Start();
        server.IsSilent = true;
        var late = await Assert.ThrowsAsync<TimeoutException>(() => SendAsync(server));
        Assert.Contains("Mail:Timeout", late.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_password_is_sent_and_a_wrong_one_is_thrown_without_it()
    {
        await using var server = SmtpServer.StartWithLogin("gas", "hunter2");
        Assert.Null(await SendAsync(server, options => (options.User, options.Password) = ("gas", "hunter2")));
        var refused = await Assert.ThrowsAsync<AuthenticationException>(() => SendAsync(server, options => (options.User, options.Password) = ("gas", "hunter3")));
        Assert.DoesNotContain("hunter", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_password_is_not_sent_to_a_server_without_encryption()
    {
        await using var server = SmtpServer.StartWithLogin("gas", "hunter2");
        await Assert.ThrowsAsync<NotSupportedException>(() => SendAsync(server, options => (options.Security, options.User, options.Password) = (MailOptions.Auto, "gas", "hunter2")));
        Assert.Equal(0, server.Tries("AUTH"));
    }

    private static async Task<string?> SendAsync(SmtpServer server, Action<MailOptions>? change = null)
    {
        var options = new MailOptions { Host = "127.0.0.1", Port = server.Port, From = "gas@lab.example", Security = MailOptions.None, Timeout = TimeSpan.FromSeconds(server.IsSilent ? 1 : 20) };
        change?.Invoke(options);
        using var mail = new MimeMessage([MailboxAddress.Parse("gas@lab.example")], [MailboxAddress.Parse("ann@lab.example")], "Hello", new TextPart("plain") { Text = "." }) { MessageId = "one@lab.example" };
        return await new SmtpCarrier(Options.Create(options), TimeProvider.System).SendAsync(mail, Cancellation);
    }
}
