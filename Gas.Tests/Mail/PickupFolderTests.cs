using Gas.Blazor.Hosting;
using Gas.Blazor.Mail;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using MimeKit;

namespace Gas.Tests.Mail;

public sealed class PickupFolderTests : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("gas-mail-");

    /// <summary>Begins now, because files get their times from the disk.</summary>
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Pickup => Path.Combine(_data.FullName, "mail");

    [Fact]
    public async Task A_mail_is_one_whole_file_under_a_name_of_ours_however_often_it_is_sent()
    {
        using var folder = Folder();
        using var mail = Mail();
        Assert.Null(await folder.SendAsync(mail, Cancellation));
        Assert.Null(await folder.SendAsync(mail, Cancellation));
        var file = Assert.Single(Directory.GetFiles(Pickup));
        Assert.Equal("completed.one.eml", Path.GetFileName(file));
        using var read = await MimeMessage.LoadAsync(file, Cancellation);
        Assert.Equal("Hello", read.Subject);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Pickup));
        }
    }

    [Fact]
    public async Task Nothing_is_left_of_a_mail_that_could_not_be_written()
    {
        using var folder = Folder();
        using var mail = Mail();
        mail.Body = new TextPart("plain") { Content = new MimeContent(new BrokenStream()) };
        await Assert.ThrowsAsync<IOException>(() => folder.SendAsync(mail, Cancellation));
        Assert.Empty(Directory.GetFiles(Pickup));
    }

    [Fact]
    public void A_folder_that_cannot_be_made_refuses_the_start()
    {
        File.WriteAllText(Pickup, "a file is in its place");
        Assert.StartsWith("Mail:PickupFolder is '", Assert.Throws<StartException>(() => Folder()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Its_route_names_the_folder_and_what_to_set()
    {
        using var folder = Folder();
        Assert.Contains($"{Pickup}; set Mail:Host", folder.Route, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mails_are_kept_for_a_week_and_nothing_else_is_touched()
    {
        using var folder = Folder();
        using var mail = Mail();
        await folder.SendAsync(mail, Cancellation);
        await File.WriteAllTextAsync(Path.Combine(Pickup, "mine.txt"), "not a mail", Cancellation);

        _time.Advance(TimeSpan.FromDays(7) - TimeSpan.FromMinutes(1));
        Assert.Equal(2, Directory.GetFiles(Pickup).Length);
        _time.Advance(TimeSpan.FromHours(2));

        Assert.Equal("mine.txt", Path.GetFileName(Assert.Single(Directory.GetFiles(Pickup))));
    }

    public void Dispose() => _data.Delete(recursive: true);

    private PickupFolder Folder() => new(
        Options.Create(new MailOptions()),
        new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create("Embedded:DataPath", (string?)_data.FullName)]).Build(),
        _time,
        NullLogger<PickupFolder>.Instance);

    private static MimeMessage Mail() =>
        new([MailboxAddress.Parse("gas@lab.example")], [MailboxAddress.Parse("ann@lab.example")], "Hello", new TextPart("plain") { Text = "World" }) { MessageId = "completed.one@lab.example" };

    private sealed class BrokenStream : MemoryStream
    {
        public override int Read(byte[] buffer, int offset, int count) => throw new IOException("gone");

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => throw new IOException("gone");

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => throw new IOException("gone");
    }
}
