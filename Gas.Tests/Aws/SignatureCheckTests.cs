using System.Text;

namespace Gas.Tests.Aws;

/// <summary>Published vectors: AWS's Signature Version 4 test suite, and the ListUsers example of its documentation.</summary>
public sealed class SignatureCheckTests
{
    private const string Id = "AKIDEXAMPLE";
    private const string Secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    private const string Time = "20150830T123600Z";
    private const string Form = "application/x-www-form-urlencoded";

    [Theory]
    [InlineData("GET", "", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31")]
    [InlineData("POST", "", "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b")]
    [InlineData("GET", "Param2=value2&Param1=value1", "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500")]
    public void A_request_without_a_body(string method, string query, string signature) =>
        Assert.Equal(signature, SignatureCheck.Sign(Secret, "20150830/us-east-1/service/aws4_request", Time, method, "/", query, [("host", "example.amazonaws.com"), ("x-amz-date", Time)], []));

    [Fact]
    public void A_form() => Assert.Equal(
        "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a",
        SignatureCheck.Sign(Secret, "20150830/us-east-1/service/aws4_request", Time, "POST", "/", "", [("content-type", Form), ("host", "example.amazonaws.com"), ("x-amz-date", Time)], Encoding.ASCII.GetBytes("Param1=value1")));

    [Fact]
    public void The_documented_example_is_right_and_nothing_of_it_can_be_changed()
    {
        const string Signature = "5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7";
        var headers = new Dictionary<string, string>
        {
            ["host"] = "iam.amazonaws.com",
            ["content-type"] = Form + "; charset=utf-8",
            ["x-amz-date"] = Time,
            ["authorization"] = $"AWS4-HMAC-SHA256 Credential={Id}/20150830/us-east-1/iam/aws4_request, SignedHeaders=content-type;host;x-amz-date, Signature={Signature}",
        };
        var now = new DateTimeOffset(2015, 8, 30, 12, 38, 0, TimeSpan.Zero);
        string? Fault(string path = "/", string query = "Action=ListUsers&Version=2010-05-08", string secret = Secret, string service = "iam", byte[]? body = null, DateTimeOffset? at = null) =>
            SignatureCheck.Fault(Id, secret, service, at ?? now, "GET", path, query, headers, body ?? []);

        Assert.Null(Fault());
        Assert.NotNull(Fault(path: "/x"));
        Assert.NotNull(Fault(query: "Action=DeleteUser&Version=2010-05-08"));
        Assert.NotNull(Fault(secret: "another"));
        Assert.NotNull(Fault(service: "sns"));
        Assert.NotNull(Fault(body: [1]));
        Assert.NotNull(Fault(at: now.AddMinutes(10)));
        headers["x-amz-target"] = "added";
        Assert.Equal("The header x-amz-target is not signed.", Fault());
        headers.Remove("authorization");
        Assert.Equal("The request is not signed.", Fault());
    }
}
