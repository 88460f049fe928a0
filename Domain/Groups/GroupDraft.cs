using Virtool.Domain.Rights;

namespace Virtool.Domain.Groups;

/// <summary>A group that is to be made.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="Permissions">What its members may do; null: nothing yet.</param>
public sealed record GroupDraft(string Name, IReadOnlyList<Permission>? Permissions = null);
