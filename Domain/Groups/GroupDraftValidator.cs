using FluentValidation;

namespace Virtool.Domain.Groups;

/// <summary>Checks a group's name.</summary>
public sealed class GroupDraftValidator : AbstractValidator<GroupDraft>
{
    /// <summary>The rules.</summary>
    public GroupDraftValidator() => RuleFor(group => group.Name).Cascade(CascadeMode.Stop)
        .Must(name => name is not null && GroupRules.IsReadable(name)).WithMessage("The name has characters that cannot be seen. Type it anew.")
        .Must(name => GroupRules.Tidy(name).Length is >= 1 and <= GroupRules.LongestName).WithMessage($"Give the group a name of 1 to {GroupRules.LongestName} characters.")
        .Must(name => !GroupRules.IsReserved(name)).WithMessage("This name stands for something else where groups are named. Choose another.");
}
