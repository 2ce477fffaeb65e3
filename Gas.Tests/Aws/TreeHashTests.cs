using Gas.Pipeline.Aws.Glacier;

namespace Gas.Tests.Aws;

public sealed class TreeHashTests
{
    [Fact]
    public void Known_contents_have_their_known_hashes()
    {
        Assert.Equal("ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb", Hash("a"u8.ToArray()));
        Assert.Equal("30e14955ebf1352266dc2ff8067e68104607e750abb9d3b36582b8af909fcb58", Hash(new byte[1048576]));
        Assert.Equal("28638dab8d5e1754a4ecb38b0ebe6df66c844f94aed142d4d0283d208bb786cd", Hash(new byte[1048577]));
        Assert.Equal("ca6cc129a4514ec765de86a4e7a49adf44842c9cac213c383ebe4071271bdf21", Hash(new byte[3145728]));
        Assert.Equal("1ca676a2caf9791fcf24580c2c6f9b051ebbf689720da6ff8c41f2d01cdde5ea", Hash([.. Enumerable.Repeat((byte)'a', 5242880)]));
        Assert.Equal("8bcaa7b4b8f991ca140f306627f2c4e84601364cde8e054b6e0924433ca7482f", Hash(Counting(6815744)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void The_hash_of_the_parts_is_the_hash_of_the_whole(int mebibytes)
    {
        foreach (var length in new[] { 1, 1048576, 5242880, 6815744, 8388609 })
        {
            var whole = Counting(length);
            Assert.Equal(Hash(whole), Convert.ToHexStringLower(TreeHash.Combine([.. whole.Chunk(mebibytes << 20).Select(part => TreeHash.Of(part))])));
        }
    }

    private static string Hash(byte[] content) => Convert.ToHexStringLower(TreeHash.Of(content));

    private static byte[] Counting(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)(i % 251))];
}
