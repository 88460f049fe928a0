using System.Globalization;
using FluentValidation.Results;
using Virtool.Domain.Settings;

namespace Virtool.Components.Settings;

/// <summary>The limits of single workflows, and the weight of waiting, as they are typed: by <c>pathoscope.Proc</c> and <see cref="Aging"/>.</summary>
public static class WorkflowFields
{
    /// <summary>The field of the weight of waiting.</summary>
    public const string Aging = nameof(ServerSettings.AgingHours);

    /// <summary>The field of a workflow's limit.</summary>
    public static string Of(string workflow, string limit) => $"{workflow}.{limit}";

    /// <summary>What is saved, as text.</summary>
    public static Dictionary<string, string> Write(IEnumerable<string> workflows, ServerSettings settings)
    {
        var typed = new Dictionary<string, string> { [Aging] = Text(settings.AgingHours) };
        foreach (var name in workflows)
        {
            var limits = settings.Workflows.GetValueOrDefault(name) ?? new WorkflowLimits();
            typed[Of(name, nameof(WorkflowLimits.Proc))] = Text(limits.Proc);
            typed[Of(name, nameof(WorkflowLimits.Mem))] = Text(limits.Mem);
            typed[Of(name, nameof(WorkflowLimits.Hours))] = Text(limits.Hours);
        }

        return typed;
    }

    /// <summary>What is typed, and what is no number.</summary>
    public static (IReadOnlyDictionary<string, WorkflowLimits> Workflows, double? AgingHours, IReadOnlyList<(string Field, string Message)> Errors) Read(
        IEnumerable<string> workflows, IReadOnlyDictionary<string, string> typed)
    {
        var errors = new List<(string, string)>();
        var limits = workflows.ToDictionary(name => name, name => new WorkflowLimits
        {
            Proc = (int?)Number(Of(name, nameof(WorkflowLimits.Proc)), NumberStyles.None),
            Mem = (int?)Number(Of(name, nameof(WorkflowLimits.Mem)), NumberStyles.None),
            Hours = Number(Of(name, nameof(WorkflowLimits.Hours)), NumberStyles.AllowDecimalPoint),
        });
        return (limits, Number(Aging, NumberStyles.AllowDecimalPoint), errors);

        double? Number(string field, NumberStyles style)
        {
            var text = typed[field].Trim();
            if (text.Length == 0)
            {
                return null;
            }

            if (double.TryParse(text, style, CultureInfo.InvariantCulture, out var number) && number < int.MaxValue)
            {
                return number;
            }

            errors.Add((field, style == NumberStyles.None
                ? $"“{text}” is no whole number. Give one like 4, or leave the field empty."
                : $"“{text}” is no number of hours. Give one like 12 or 0.5, or leave the field empty."));
            return null;
        }
    }

    /// <summary>What is wrong with what is typed, by the service's own validators.</summary>
    public static IReadOnlyList<(string Field, string Message)> Check(
        IReadOnlyList<string> workflows, IReadOnlyDictionary<string, string> typed, EffectiveLimits whole)
    {
        var (limits, aging, errors) = Read(workflows, typed);
        IEnumerable<ValidationFailure> failures =
        [
            .. SettingsService.Check(limits, whole),
            .. new AgingValidator().Validate(new ServerSettings { Id = ServerSettings.OnlyId, AgingHours = aging }).Errors,
        ];
        return errors.Count > 0 ? errors : [.. failures.Select(failure => (failure.PropertyName, failure.ErrorMessage))];
    }

    private static string Text(double? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";
}
