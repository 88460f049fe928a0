using FluentValidation;
using Virtool.Components.Look;

namespace Virtool.Components.Access;

/// <summary>What stands against a form that was sent: by field, and of the whole.</summary>
public sealed class FormErrors
{
    private readonly Dictionary<string, string> _fields = new(StringComparer.Ordinal);

    /// <summary>Of the whole; null: nothing.</summary>
    public string? Whole { get; set; }

    /// <summary>Whether anything does.</summary>
    public bool Any => Whole is not null || _fields.Count > 0;

    /// <summary>Of one field; null: nothing.</summary>
    public string? this[string field]
    {
        get => _fields.GetValueOrDefault(field);
        set => _fields[field] = value ?? "";
    }

    /// <summary>Does what was asked for, and keeps what stands against it.</summary>
    public async Task TryAsync(Func<Task> deed)
    {
        Whole = await Deed.TryAsync(async () =>
        {
            try
            {
                await deed();
            }
            catch (ValidationException invalid)
            {
                foreach (var field in invalid.Errors.GroupBy(error => error.PropertyName))
                {
                    this[field.Key] = string.Join(" ", field.Select(error => error.ErrorMessage));
                }
            }
        });
    }
}
