using FluentValidation;
using Virtool.Domain.Rights;
using Virtool.Jobs.Outgoing;

namespace Virtool.Components.Look;

/// <summary>Does what a person asked for; what stands against it is a sentence to show beside the button.</summary>
public static class Deed
{
    /// <summary>Null where it was done; else why not.</summary>
    public static async Task<string?> TryAsync(Func<Task> deed)
    {
        try
        {
            await deed();
            return null;
        }
        catch (ValidationException invalid)
        {
            return invalid.Errors.Any() ? string.Join(" ", invalid.Errors.Select(error => error.ErrorMessage)) : invalid.Message;
        }
        catch (Exception refusal) when (refusal is RefusedException or BadRequestException or NotPermittedException or NotFoundException or OutgoingException)
        {
            return refusal.Message;
        }
    }
}
