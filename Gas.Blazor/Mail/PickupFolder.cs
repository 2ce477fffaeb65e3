using Gas.Blazor.Account;
using Gas.Blazor.Hosting;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Gas.Blazor.Mail;

/// <summary>Writes mails as <c>.eml</c> files, which any mail program opens. A file is whole or not there; the same mail twice is one file. Old ones are removed.</summary>
internal sealed partial class PickupFolder : IMailCarrier, IDisposable
{
    public const string Ending = ".eml";

    private static readonly TimeSpan Cleaning = TimeSpan.FromHours(1);

    private readonly string _folder;
    private readonly TimeSpan _keepFor;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ITimer _cleaner;

    /// <exception cref="StartException">The folder cannot be made.</exception>
    public PickupFolder(IOptions<MailOptions> options, IConfiguration configuration, TimeProvider time, ILogger<PickupFolder> logger)
    {
        (_keepFor, _time, _logger) = (options.Value.PickupKeepFor, time, logger);
        _folder = Path.GetFullPath(options.Value.PickupFolder is { Length: > 0 } folder ? folder : Path.Combine(AccountsDatabase.FolderOf(configuration), "mail"));
        try
        {
            MakePrivate(_folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StartException($"Mail:PickupFolder is '{_folder}', which cannot be written: {exception.Message} Choose another folder, or set Mail:Host.");
        }

        _cleaner = time.CreateTimer(_ => RemoveOld(), null, TimeSpan.Zero, Cleaning);
    }

    public string Route => $"Mails are written to {_folder}; set Mail:Host to have them sent.";

    public async Task<string?> SendAsync(MimeMessage mail, CancellationToken cancellation)
    {
        // The part before the @ is made by us, of letters, digits, dots and dashes.
        var path = Path.Combine(_folder, mail.MessageId!.Split('@')[0] + Ending);
        var draft = $"{path}.{Guid.NewGuid():n}.tmp";
        try
        {
            await using (var file = new FileStream(draft, Private()))
            {
                await mail.WriteToAsync(file, cancellation);
                file.Flush(flushToDisk: true);
            }

            File.Move(draft, path, overwrite: true);
            return null;
        }
        catch
        {
            File.Delete(draft);
            throw;
        }
    }

    public void Dispose() => _cleaner.Dispose();

    /// <summary>Also drafts of a process that was killed while it wrote.</summary>
    private void RemoveOld()
    {
        try
        {
            var oldest = _time.GetUtcNow() - _keepFor;
            foreach (var mail in new DirectoryInfo(_folder).EnumerateFiles($"*{Ending}*").Where(file => file.LastWriteTimeUtc < oldest))
            {
                mail.Delete();
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            LogNotCleaned(exception, _folder);
        }
    }

    /// <summary>Mails name people and what they work on.</summary>
    private static FileStreamOptions Private()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }

    private static void MakePrivate(string folder) => _ = OperatingSystem.IsWindows()
        ? Directory.CreateDirectory(folder)
        : Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

    [LoggerMessage(1, LogLevel.Warning, "Old mails could not be removed from {Folder}; it is tried again in an hour.")]
    private partial void LogNotCleaned(Exception exception, string folder);
}
