using System.Globalization;
using Amazon.DynamoDBv2.Model;

namespace Gas.Pipeline.Aws.Rows;

/// <summary>Moments and numbers as DynamoDB keeps them: decimal text; moments are seconds since 1970.</summary>
internal static class RowTime
{
    /// <summary>Exact to the tick.</summary>
    public static AttributeValue Exact(long utcTicks) => new() { N = ((utcTicks - DateTimeOffset.UnixEpoch.Ticks) / (decimal)TimeSpan.TicksPerSecond).ToString(CultureInfo.InvariantCulture) };

    public static AttributeValue Seconds(DateTimeOffset moment) => Number(moment.ToUnixTimeSeconds());

    public static AttributeValue Number(long number) => new() { N = number.ToString(CultureInfo.InvariantCulture) };

    public static long ToTicks(AttributeValue value) =>
        (long)(decimal.Parse(value.N, CultureInfo.InvariantCulture) * TimeSpan.TicksPerSecond) + DateTimeOffset.UnixEpoch.Ticks;

    public static DateTimeOffset ToMoment(AttributeValue value) => new(ToTicks(value), TimeSpan.Zero);

    public static long ToNumber(AttributeValue value) => long.Parse(value.N, CultureInfo.InvariantCulture);
}
