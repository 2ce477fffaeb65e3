using System.Globalization;
using Amazon.SQS.Model;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;

namespace Gas.Pipeline.Aws;

public sealed partial class SqsJobQueue
{
    private const string ReasonKey = "reason";
    private const string AttemptsKey = "attempts";
    private const int LongestReason = 1000;

    /// <summary>Dead letters that are looked through at most.</summary>
    private const int MostDeadLetters = 500;

    /// <summary>How long a look into the dead letters hides them from the next one, should it not end well.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(20);

    public async Task<bool> BuryAsync(Delivery delivery, string reason, CancellationToken cancellation) =>
        _claims.Holds(delivery.Receipt) && await BuryAsync(delivery.Stage, SqsNudge.Write(delivery.Job), delivery.Receipt, delivery.Attempt, reason, cancellation);

    public async Task<IReadOnlyList<DeadLetter>> DeadLettersAsync(Stage stage, int max, CancellationToken cancellation)
    {
        var letters = await LookAsync(stage, cancellation);
        await Task.WhenAll(letters.Select(message => Dead(stage).HideAsync(message.ReceiptHandle, TimeSpan.Zero, cancellation)));
        return [.. letters.Select(message => LetterOf(stage, message)).OrderByDescending(letter => letter.BuriedAt).DistinctBy(letter => letter.Job).Take(max)];
    }

    public async Task<bool> SettleDeadLetterAsync(Stage stage, JobId job, bool revive, CancellationToken cancellation)
    {
        var letters = (await LookAsync(stage, cancellation)).ToLookup(message => LetterOf(stage, message).Job == job);
        await Task.WhenAll(letters[false].Select(message => Dead(stage).HideAsync(message.ReceiptHandle, TimeSpan.Zero, cancellation)));
        if (letters[true].Any() && revive)
        {
            await SendAsync(stage, job, TimeSpan.Zero, cancellation);
        }

        var settled = await Task.WhenAll(letters[true].Select(message => Dead(stage).DeleteAsync(message.ReceiptHandle, cancellation)));
        return settled.Any(done => done);
    }

    public async Task<QueueDepth> DepthAsync(Stage stage, CancellationToken cancellation)
    {
        // What is on its way out is not counted.
        await DeletedAsync();
        var (alive, dead) = (Queue(stage).CountAsync(cancellation), Dead(stage).CountAsync(cancellation));
        var (visible, delayed, held) = await alive;
        var letters = await dead;
        return new QueueDepth(visible + delayed, held, letters.Visible + letters.Held);
    }

    private SqsStageQueue Dead(Stage stage) => _dead[(int)stage];

    /// <summary>Set aside first, then deleted: at worst it is there twice.</summary>
    private async Task<bool> BuryAsync(Stage stage, string body, string receipt, int attempt, string reason, CancellationToken cancellation)
    {
        var attributes = new Dictionary<string, MessageAttributeValue>
        {
            [ReasonKey] = new() { DataType = "String", StringValue = Printable(reason) },
            [AttemptsKey] = new() { DataType = "Number", StringValue = attempt.ToString(CultureInfo.InvariantCulture) },
        };
        await Dead(stage).SendAsync(body, TimeSpan.Zero, cancellation, attributes);
        return _claims.End(receipt) && await Queue(stage).DeleteAsync(receipt, cancellation);
    }

    /// <summary>Takes all dead letters, up to a bound, until a look brings nothing new.</summary>
    private async Task<List<Message>> LookAsync(Stage stage, CancellationToken cancellation)
    {
        var letters = new Dictionary<string, Message>();
        while (letters.Count < MostDeadLetters)
        {
            // A second's wait asks all of the service's machines, not only some.
            var more = await Dead(stage).ReceiveAsync(10, Look, TimeSpan.FromSeconds(1), cancellation);
            if (!more.Aggregate(false, (any, message) => letters.TryAdd(message.MessageId, message) || any))
            {
                break;
            }
        }

        return [.. letters.Values];
    }

    /// <summary>One that the service itself has set aside carries no reason.</summary>
    private static DeadLetter LetterOf(Stage stage, Message message)
    {
        var (said, system) = (message.MessageAttributes ?? [], message.Attributes ?? []);
        var attempts = said.TryGetValue(AttemptsKey, out var count) && int.TryParse(count.StringValue, CultureInfo.InvariantCulture, out var number) ? number : SqsQueues.MaxReceiveCount;
        var reason = said.TryGetValue(ReasonKey, out var text) ? text.StringValue : $"It was delivered {SqsQueues.MaxReceiveCount} times and never settled.";
        var sent = system.TryGetValue("SentTimestamp", out var stamp) && long.TryParse(stamp, CultureInfo.InvariantCulture, out var milliseconds) ? milliseconds : 0;
        return new DeadLetter(stage, SqsNudge.Read(message.Body)?.Job ?? default, attempts, reason, DateTimeOffset.FromUnixTimeMilliseconds(sent));
    }

    /// <summary>What the service takes as an attribute's text: not empty, no control characters, no half of a pair.</summary>
    private static string Printable(string reason)
    {
        var cut = reason.Length > LongestReason ? reason[..LongestReason] : reason;
        var clean = string.Concat(cut.Select(letter => char.IsControl(letter) || char.IsSurrogate(letter) || letter >= '\uFFFE' ? ' ' : letter));
        return string.IsNullOrWhiteSpace(clean) ? "No reason was given." : clean;
    }
}
