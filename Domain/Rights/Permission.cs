namespace Virtool.Domain.Rights;

/// <summary>What groups allow their members. Their stored names are those of the API (<c>cancel_job</c> …).</summary>
public enum Permission
{
    /// <summary>Cancel waiting and running jobs.</summary>
    CancelJob,

    /// <summary>Create references.</summary>
    CreateRef,

    /// <summary>Create samples.</summary>
    CreateSample,

    /// <summary>Install and purge profiles.</summary>
    ModifyHmm,

    /// <summary>Create, change and remove subtractions.</summary>
    ModifySubtraction,

    /// <summary>Remove files.</summary>
    RemoveFile,

    /// <summary>Remove finished jobs.</summary>
    RemoveJob,

    /// <summary>Upload files.</summary>
    UploadFile,
}
