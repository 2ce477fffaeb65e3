using System.Security.Cryptography;
using System.Text;
using Amazon.DynamoDBv2.Model;
using Gas.Pipeline.Jobs;

namespace Gas.Pipeline.Aws.Rows;

/// <summary>An owner's item in the table of tallies.</summary>
/// <param name="Revision">Counts the writes; a recount writes only at the revision at which it began.</param>
/// <param name="LastWrite">Names the last write, so that a repeated one is not added twice.</param>
/// <param name="ChangedAt">When it was last added to.</param>
/// <param name="CountedAt">When it was counted last, or begun.</param>
/// <param name="CountedRevision">The revision that the count wrote; 0 for none.</param>
internal sealed record TallyRow(TallySheet Sheet, long Revision, string LastWrite, DateTimeOffset ChangedAt, DateTimeOffset CountedAt, long CountedRevision)
{
    public const string Revised = "revision";
    public const string Writer = "last_write";
    public const string Changed = "changed_at";
    public const string Counted = "counted_at";
    public const string CountedAs = "counted_revision";

    /// <summary>Longer than this without a change, moving jobs are looked at, once: it may be that the change was lost.</summary>
    private static readonly TimeSpan Stillness = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan Trust = TimeSpan.FromDays(1);

    public static Dictionary<string, AttributeValue> KeyOf(UserId owner) => new()
    {
        [JobTable.Shard] = RowTime.Number(SHA256.HashData(Encoding.UTF8.GetBytes(owner.Value))[0] % JobTable.Shards),
        [JobTable.UserId] = new(owner.Value),
    };

    public static TallyRow Read(Dictionary<string, AttributeValue> item)
    {
        var sheet = new TallySheet();
        foreach (var state in Enum.GetValues<JobState>())
        {
            sheet.Add(state, Number(JobsOf(state)), Number(BytesOf(state)));
        }

        return new TallyRow(sheet, Number(Revised), item.GetValueOrDefault(Writer)?.S ?? "", Moment(Changed), Moment(Counted), Number(CountedAs));

        long Number(string attribute) => item.GetValueOrDefault(attribute) is { } value ? RowTime.ToNumber(value) : 0;
        DateTimeOffset Moment(string attribute) => DateTimeOffset.FromUnixTimeSeconds(Number(attribute));
    }

    public static string JobsOf(JobState state) => state.ToString().ToLowerInvariant();

    public static string BytesOf(JobState state) => JobsOf(state) + "_bytes";

    /// <summary>Whether it is worth counting again.</summary>
    public bool IsInDoubt(DateTimeOffset now) =>
        Sheet.IsImpossible
        || now - CountedAt > Trust
        || (Sheet.IsMoving && Revision > CountedRevision && now - ChangedAt > Stillness);
}
