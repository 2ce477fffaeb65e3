using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;

namespace Gas.Tests.Aws;

/// <summary>
/// Counts at the wire what DynamoDB bills on demand, by its documented rules (item sizes, write units of table and indexes, read units), because the peer does not
/// bill indexes. It looks at each row before and after a write, so it is for one write of a row at a time.
/// </summary>
internal sealed class UnitMeter(IAmazonDynamoDB beside, params IReadOnlyList<CreateTableRequest> tables) : DelegatingHandler
{
    private const int WriteUnit = 1024;
    private const int ReadUnit = 4096;

    private readonly ConcurrentQueue<(string What, decimal Writes, decimal Reads)> _bill = new();

    public decimal Writes => _bill.Sum(line => line.Writes);

    public decimal Reads => _bill.Sum(line => line.Reads);

    /// <summary>Read units by operation, and by index where one is asked.</summary>
    public IReadOnlyDictionary<string, decimal> ReadsByOperation => _bill.Where(line => line.Reads > 0).GroupBy(line => line.What).ToDictionary(group => group.Key, group => group.Sum(line => line.Reads));

    public int LargestRow { get; private set; }

    /// <summary>Write units by table and index.</summary>
    public IReadOnlyDictionary<string, decimal> WritesByPlace => _bill.Where(line => line.Writes > 0).GroupBy(line => line.What).ToDictionary(group => group.Key, group => group.Sum(line => line.Writes));

    public void Reset() => _bill.Clear();

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var operation = request.Headers.GetValues("X-Amz-Target").Single().Split('.')[1];
        using var asked = JsonDocument.Parse(await request.Content!.ReadAsStringAsync(cancellationToken));
        var write = operation is "PutItem" or "UpdateItem" or "DeleteItem" ? asked.RootElement : (JsonElement?)null;
        var before = write is { } first ? await RowAsync(first, cancellationToken) : null;
        var response = await base.SendAsync(request, cancellationToken);
        if (write is { } done)
        {
            Write(done.GetProperty("TableName").GetString()!, before, await RowAsync(done, cancellationToken));
            return response;
        }

        await response.Content.LoadIntoBufferAsync(cancellationToken);
        using var answered = JsonDocument.Parse(await response.Content.ReadAsStringAsync(cancellationToken));
        Read(operation, asked.RootElement, answered.RootElement);
        return response;
    }

    private void Write(string name, Dictionary<string, AttributeValue>? before, Dictionary<string, AttributeValue>? after)
    {
        var table = tables.Single(shape => shape.TableName == name);
        LargestRow = Math.Max(LargestRow, Size(after));
        _bill.Enqueue((name, Math.Max(1, Math.Max(Units(before, WriteUnit), Units(after, WriteUnit))), 0));
        foreach (var index in table.GlobalSecondaryIndexes ?? [])
        {
            var (was, willBe) = (Entry(table, index, before), Entry(table, index, after));
            var units = (was, willBe) switch
            {
                (null, null) => 0,
                (null, not null) => Units(willBe, WriteUnit),
                (not null, null) => Units(was, WriteUnit),
                _ when Same(was, willBe, was.Keys) => 0,
                _ when Same(was, willBe, index.KeySchema.Select(key => key.AttributeName)) => Math.Max(Units(was, WriteUnit), Units(willBe, WriteUnit)),
                _ => Units(was, WriteUnit) + Units(willBe, WriteUnit),
            };
            _bill.Enqueue((index.IndexName, units, 0));
        }
    }

    private void Read(string operation, JsonElement asked, JsonElement answered)
    {
        decimal Factor(JsonElement request) => request.TryGetProperty("ConsistentRead", out var consistent) && consistent.GetBoolean() ? 1 : 0.5m;
        switch (operation)
        {
            case "GetItem":
                var item = answered.TryGetProperty("Item", out var found) ? Size(Item(found)) : 0;
                _bill.Enqueue(($"{operation} {asked.GetProperty("TableName").GetString()}", 0, Math.Max(1, Ceiling(item, ReadUnit)) * Factor(asked)));
                break;
            case "Query":
                var size = answered.GetProperty("Items").EnumerateArray().Sum(entry => Size(Item(entry)));
                var index = asked.TryGetProperty("IndexName", out var named) ? $"{operation} {named}" : operation;
                _bill.Enqueue((index, 0, Math.Max(1, Ceiling(size, ReadUnit)) * Factor(asked)));
                break;
            case "BatchGetItem":
                var table = asked.GetProperty("RequestItems").EnumerateObject().Single();
                var there = answered.GetProperty("Responses").GetProperty(table.Name).EnumerateArray().Sum(row => Ceiling(Size(Item(row)), ReadUnit));
                var missing = table.Value.GetProperty("Keys").GetArrayLength() - answered.GetProperty("Responses").GetProperty(table.Name).GetArrayLength();
                _bill.Enqueue((operation, 0, (there + missing) * Factor(table.Value)));
                break;
            default:
                throw new InvalidOperationException($"No price is known for {operation}.");
        }
    }

    private async Task<Dictionary<string, AttributeValue>?> RowAsync(JsonElement request, CancellationToken cancellation)
    {
        var name = request.GetProperty("TableName").GetString()!;
        var fields = Item(request.TryGetProperty("Key", out var key) ? key : request.GetProperty("Item"));
        var keys = tables.Single(shape => shape.TableName == name).KeySchema.ToDictionary(part => part.AttributeName, part => fields[part.AttributeName]);
        return (await beside.GetItemAsync(new() { TableName = name, Key = keys, ConsistentRead = true }, cancellation)).Item is { Count: > 0 } row ? row : null;
    }

    private static Dictionary<string, AttributeValue>? Entry(CreateTableRequest table, GlobalSecondaryIndex index, Dictionary<string, AttributeValue>? row)
    {
        var keys = index.KeySchema.Select(key => key.AttributeName).ToArray();
        return row is null || !keys.All(row.ContainsKey)
            ? null
            : table.KeySchema.Select(key => key.AttributeName).Concat(keys).Concat(index.Projection.NonKeyAttributes ?? []).Where(row.ContainsKey).Distinct().ToDictionary(name => name, name => row[name]);
    }

    private static bool Same(Dictionary<string, AttributeValue> one, Dictionary<string, AttributeValue> other, IEnumerable<string> attributes) =>
        attributes.All(name => one[name].S == other[name].S && one[name].N == other[name].N);

    private static int Units(Dictionary<string, AttributeValue>? item, int unit) => item is null ? 0 : Ceiling(Size(item), unit);

    private static int Ceiling(int size, int unit) => (size + unit - 1) / unit;

    private static int Size(Dictionary<string, AttributeValue>? item) => item?.Sum(field => Encoding.UTF8.GetByteCount(field.Key) + Size(field.Value)) ?? 0;

    /// <summary>A number takes a byte for each two significant digits and one more.</summary>
    private static int Size(AttributeValue value) => value switch
    {
        { S: { } text } => Encoding.UTF8.GetByteCount(text),
        { N: { } number } => 1 + ((number.Trim('-').Replace(".", "", StringComparison.Ordinal).Trim('0').Length + 1) / 2) + (number.StartsWith('-') ? 1 : 0),
        { B: { } bytes } => (int)bytes.Length,
        _ => 1,
    };

    private static Dictionary<string, AttributeValue> Item(JsonElement item) => item.EnumerateObject().ToDictionary(field => field.Name, field =>
    {
        var value = field.Value.EnumerateObject().Single();
        return value.Name switch
        {
            "S" => new AttributeValue { S = value.Value.GetString() },
            "N" => new AttributeValue { N = value.Value.GetString() },
            "B" => new AttributeValue { B = new MemoryStream(value.Value.GetBytesFromBase64()) },
            _ => new AttributeValue { BOOL = value.Value.GetBoolean() },
        };
    });

    public override string ToString() => string.Join('\n', WritesByPlace.OrderByDescending(place => place.Value)
        .Select(place => string.Create(CultureInfo.InvariantCulture, $"  {place.Key,-60} {place.Value,4} write units"))
        .Concat(ReadsByOperation.Select(operation => string.Create(CultureInfo.InvariantCulture, $"  {operation.Key,-60} {operation.Value,4} read units"))));
}
