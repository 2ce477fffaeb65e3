namespace Gas.Blazor.Components.Upload;

/// <summary>Where an upload stands.</summary>
public enum UploadState
{
    /// <summary>Others are sent first.</summary>
    Waiting,
    Sending,

    /// <summary>The connection broke; it is tried again by itself.</summary>
    Interrupted,
    Accepted,

    /// <summary>The service will not take this file.</summary>
    Refused,

    /// <summary>It did not work this time; another try may.</summary>
    Broken,
    Stopped,
}
