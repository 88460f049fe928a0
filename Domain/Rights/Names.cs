namespace Virtool.Domain.Rights;

/// <summary>What people read for a permission or a right.</summary>
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

    /// <summary>In words, as "you may …".</summary>
    public static string Of(Right right) => right switch
    {
        Right.Read => "see it",
        Right.Write => "change it or have it analysed",
        Right.Build => "build its indexes",
        Right.Modify => "change it",
        Right.ModifyOtu => "change its viruses",
        Right.Remove => "remove it",
        _ => throw new ArgumentOutOfRangeException(nameof(right)),
    };
}
