using System.Net;
using Amazon.Runtime;

namespace Gas.Pipeline.Aws.Sns;

/// <summary>What the service answered in place of a result; <see cref="AmazonServiceException.ErrorCode"/> says why.</summary>
public class AmazonSimpleNotificationServiceException(string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
    : AmazonServiceException(message, innerException, errorType, errorCode, requestId, statusCode);

/// <summary>There is no such topic or subscription.</summary>
public sealed class NotFoundException(string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
    : AmazonSimpleNotificationServiceException(message, innerException, errorType, errorCode, requestId, statusCode);

/// <summary>The credentials do not allow it.</summary>
public sealed class AuthorizationErrorException(string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
    : AmazonSimpleNotificationServiceException(message, innerException, errorType, errorCode, requestId, statusCode);

/// <summary>The request is wrong: a message too long, or a topic or subscription that is there with other attributes.</summary>
public sealed class InvalidParameterException(string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
    : AmazonSimpleNotificationServiceException(message, innerException, errorType, errorCode, requestId, statusCode);
