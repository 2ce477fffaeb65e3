using System.ComponentModel.DataAnnotations;
using Gas.Blazor.Mail;
using MailKit.Security;

namespace Gas.Tests.Mail;

public sealed class MailOptionsTests
{
    [Fact]
    public void Nothing_needs_to_be_set() => Assert.Empty(Wrong(new MailOptions()));

    [Theory]
    [InlineData("mail.lab.example", "", "", "", "Mail:From must name")]
    [InlineData("mail.lab.example", "nobody", "", "", "Mail:From is 'nobody'")]
    [InlineData("mail.lab.example:25", "a@b.example", "", "", "Mail:Host is 'mail.lab.example:25'")]
    [InlineData("mail.lab.example", "a@b.example", "user", "", "Mail:User and Mail:Password")]
    [InlineData("", "", "", "gas.lab.example", "Mail:PublicAddress is 'gas.lab.example'")]
    [InlineData("", "", "", "ftp://gas.lab.example", "Mail:PublicAddress is")]
    public void A_wrong_value_is_named(string host, string from, string user, string address, string words) =>
        Assert.StartsWith(words, Assert.Single(Wrong(new MailOptions { Host = host, From = from, User = user, PublicAddress = address })), StringComparison.Ordinal);

    [Fact]
    public void Values_out_of_range_are_named() => Assert.Equal(
        ["Mail:PickupKeepFor", "Mail:Port", "Mail:Security", "Mail:Timeout"],
        Wrong(new MailOptions { PickupKeepFor = TimeSpan.Zero, Port = 0, Security = "Maybe", Timeout = TimeSpan.FromHours(1) }).Select(sentence => sentence.Split(' ')[0]).Order(StringComparer.Ordinal));

    [Fact]
    public void No_sentence_holds_the_password() =>
        Assert.DoesNotContain(Wrong(new MailOptions { Host = "a:b", From = "x", Password = "hunter2", PublicAddress = "y" }), sentence => sentence.Contains("hunter2", StringComparison.Ordinal));

    [Theory]
    [InlineData(MailOptions.Auto, 587, "", SecureSocketOptions.StartTlsWhenAvailable)]
    [InlineData(MailOptions.Auto, 587, "user", SecureSocketOptions.StartTls)]
    [InlineData(MailOptions.Auto, 465, "user", SecureSocketOptions.SslOnConnect)]
    [InlineData(MailOptions.Tls, 587, "", SecureSocketOptions.SslOnConnect)]
    [InlineData(MailOptions.StartTls, 465, "", SecureSocketOptions.StartTls)]
    [InlineData(MailOptions.None, 25, "user", SecureSocketOptions.None)]
    public void A_password_goes_unencrypted_only_when_that_was_chosen(string security, int port, string user, SecureSocketOptions expected) =>
        Assert.Equal(expected, new MailOptions { Security = security, Port = port, User = user }.Encryption);

    private static string[] Wrong(MailOptions options)
    {
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true);
        return [.. results.Select(result => result.ErrorMessage!)];
    }
}
