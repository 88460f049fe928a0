using System.Globalization;
using Virtool.Domain.Settings;

namespace Virtool.Components.Settings;

/// <summary>The six numbers as they are typed.</summary>
public static class LimitFields
{
    /// <summary>The fields, by the names of <see cref="JobLimits"/>.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [nameof(JobLimits.Proc), nameof(JobLimits.Mem), nameof(JobLimits.LgProc), nameof(JobLimits.LgMem), nameof(JobLimits.SmProc), nameof(JobLimits.SmMem)];

    /// <summary>The limits typed, and what is no number.</summary>
    public static (JobLimits Limits, IReadOnlyList<(string Field, string Message)> Errors) Read(IReadOnlyDictionary<string, string> typed)
    {
        var errors = new List<(string, string)>();
        var limits = new JobLimits
        {
            Proc = Number(nameof(JobLimits.Proc)),
            Mem = Number(nameof(JobLimits.Mem)),
            LgProc = Number(nameof(JobLimits.LgProc)),
            LgMem = Number(nameof(JobLimits.LgMem)),
            SmProc = Number(nameof(JobLimits.SmProc)),
            SmMem = Number(nameof(JobLimits.SmMem)),
        };
        return (limits, errors);

        int? Number(string field)
        {
            var text = typed[field].Trim();
            if (text.Length == 0)
            {
                return null;
            }

            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                return number;
            }

            errors.Add((field, $"“{text}” is no whole number. Give one like 4, or leave the field empty."));
            return null;
        }
    }

    /// <summary>What is wrong with what is typed, by the service's own validator.</summary>
    public static IReadOnlyList<(string Field, string Message)> Check(IReadOnlyDictionary<string, string> typed, Machine machine, JobLimits configured)
    {
        var (limits, errors) = Read(typed);
        return errors.Count > 0
            ? errors
            : [.. new JobLimitsValidator(machine, configured).Validate(limits).Errors.Select(error => (error.PropertyName, error.ErrorMessage))];
    }

    /// <summary>A limit as text; empty where none is set.</summary>
    public static string Text(JobLimits limits, string field) => Text(Number(limits, field));

    /// <summary>A limit; null where none is set.</summary>
    public static int? Number(JobLimits limits, string field) => field switch
    {
        nameof(JobLimits.Proc) => limits.Proc,
        nameof(JobLimits.Mem) => limits.Mem,
        nameof(JobLimits.LgProc) => limits.LgProc,
        nameof(JobLimits.LgMem) => limits.LgMem,
        nameof(JobLimits.SmProc) => limits.SmProc,
        nameof(JobLimits.SmMem) => limits.SmMem,
        _ => throw new ArgumentOutOfRangeException(nameof(field)),
    };

    /// <summary>A limit in force as text.</summary>
    public static string Text(EffectiveLimits limits, string field) => Text(field switch
    {
        nameof(JobLimits.Proc) => limits.Proc,
        nameof(JobLimits.Mem) => limits.Mem,
        nameof(JobLimits.LgProc) => limits.LgProc,
        nameof(JobLimits.LgMem) => limits.LgMem,
        nameof(JobLimits.SmProc) => limits.SmProc,
        nameof(JobLimits.SmMem) => limits.SmMem,
        _ => throw new ArgumentOutOfRangeException(nameof(field)),
    });

    private static string Text(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";
}
