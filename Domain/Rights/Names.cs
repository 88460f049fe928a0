namespace Virtool.Domain.Rights;

/// <summary>What people read for a permission.</summary>
public static class Names
{
    /// <summary>In words.</summary>
    public static string Of(Permission permission) => permission switch
    {
        Permission.CancelJob => "cancel jobs",
        Permission.CreateRef => "create references",
        Permission.CreateSample => "create samples",
        Permission.ModifyHmm => "change profiles",
        Permission.ModifySubtraction => "change subtractions",
        Permission.RemoveFile => "remove files",
        Permission.RemoveJob => "remove jobs",
        Permission.UploadFile => "upload files",
        _ => throw new ArgumentOutOfRangeException(nameof(permission)),
    };
}
