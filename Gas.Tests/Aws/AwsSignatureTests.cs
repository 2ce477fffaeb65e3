namespace Gas.Tests.Aws;

/// <summary>The examples that AWS prints, so that the peers check what AWS checks.</summary>
public sealed class AwsSignatureTests
{
    private const string EmptyHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    private const string Secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

    [Fact]
    public void The_example_of_the_general_reference() => Assert.Equal(
        "5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7",
        new AwsSignature(
            "GET",
            "/",
            "Action=ListUsers&Version=2010-05-08",
            new Dictionary<string, string> { ["content-type"] = "application/x-www-form-urlencoded; charset=utf-8", ["host"] = "iam.amazonaws.com", ["x-amz-date"] = "20150830T123600Z" },
            EmptyHash,
            "20150830T123600Z",
            "20150830/us-east-1/iam/aws4_request").By("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"));

    [Fact]
    public void The_example_of_S3_for_a_range() => Assert.Equal(
        "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
        new AwsSignature(
            "GET",
            "/test.txt",
            "",
            new Dictionary<string, string> { ["Host"] = "examplebucket.s3.amazonaws.com", ["Range"] = "bytes=0-9", ["x-amz-content-sha256"] = EmptyHash, ["x-amz-date"] = "20130524T000000Z" },
            EmptyHash,
            "20130524T000000Z",
            "20130524/us-east-1/s3/aws4_request").By(Secret));

    [Fact]
    public void The_example_of_S3_for_a_presigned_address() => Assert.Equal(
        "aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404",
        new AwsSignature(
            "GET",
            "/test.txt",
            "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host",
            new Dictionary<string, string> { ["host"] = "examplebucket.s3.amazonaws.com" },
            "UNSIGNED-PAYLOAD",
            "20130524T000000Z",
            "20130524/us-east-1/s3/aws4_request").By(Secret));

    [Fact]
    public void The_example_of_S3_for_a_form() => Assert.Equal(
        "8afdbf4008c03f22c2cd3cdb72e4afbb1f6a588f3255ac628749a66d7f09699e",
        AwsSignature.OfPolicy(
            "eyAiZXhwaXJhdGlvbiI6ICIyMDE1LTEyLTMwVDEyOjAwOjAwLjAwMFoiLA0KICAiY29uZGl0aW9ucyI6IFsNCiAgICB7ImJ1Y2tldCI6ICJzaWd2NGV4YW1wbGVidWNrZXQifSwNCiAgICBbInN0YXJ0cy13aXRoIiwgIiRrZXkiLCAidXNlci91c2VyMS8iXSwNCiAgICB7ImFjbCI6ICJwdWJsaWMtcmVhZCJ9LA0KICAgIHsic3VjY2Vzc19hY3Rpb25fcmVkaXJlY3QiOiAiaHR0cDovL3NpZ3Y0ZXhhbXBsZWJ1Y2tldC5zMy5hbWF6b25hd3MuY29tL3N1Y2Nlc3NmdWxfdXBsb2FkLmh0bWwifSwNCiAgICBbInN0YXJ0cy13aXRoIiwgIiRDb250ZW50LVR5cGUiLCAiaW1hZ2UvIl0sDQogICAgeyJ4LWFtei1tZXRhLXV1aWQiOiAiMTQzNjUxMjM2NTEyNzQifSwNCiAgICB7IngtYW16LXNlcnZlci1zaWRlLWVuY3J5cHRpb24iOiAiQUVTMjU2In0sDQogICAgWyJzdGFydHMtd2l0aCIsICIkeC1hbXotbWV0YS10YWciLCAiIl0sDQoNCiAgICB7IngtYW16LWNyZWRlbnRpYWwiOiAiQUtJQUlPU0ZPRE5ON0VYQU1QTEUvMjAxNTEyMjkvdXMtZWFzdC0xL3MzL2F3czRfcmVxdWVzdCJ9LA0KICAgIHsieC1hbXotYWxnb3JpdGhtIjogIkFXUzQtSE1BQy1TSEEyNTYifSwNCiAgICB7IngtYW16LWRhdGUiOiAiMjAxNTEyMjlUMDAwMDAwWiIgfQ0KICBdDQp9",
            "20151229/us-east-1/s3/aws4_request",
            Secret));

    [Fact]
    public void The_example_of_Glacier_for_a_vault() => Assert.Equal(
        "3ce5b2f2fffac9262b4da9256f8d086b4aaf42eba5f111c21681a65a127b7c2a",
        new AwsSignature(
            "PUT",
            "/-/vaults/examplevault",
            "",
            new Dictionary<string, string> { ["host"] = "glacier.us-east-1.amazonaws.com", ["x-amz-date"] = "20120525T002453Z", ["x-amz-glacier-version"] = "2012-06-01" },
            EmptyHash,
            "20120525T002453Z",
            "20120525/us-east-1/glacier/aws4_request").By(Secret));
}
