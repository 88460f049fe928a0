namespace Virtool.Domain.Audit;

/// <summary>One change in words.</summary>
/// <param name="Field">What the field is called.</param>
/// <param name="Before">What it was; null: nothing.</param>
/// <param name="After">What it is; null: nothing.</param>
/// <param name="IsSecret">That it changed is told, and not from what to what.</param>
public sealed record AuditLine(string Field, string? Before, string? After, bool IsSecret)
{
    /// <summary>"name “a” → “b”".</summary>
    public override string ToString() => IsSecret ? Field : Field == "reason" ? After ?? "" : $"{Field} {Quoted(Before)} → {Quoted(After)}";

    private static string Quoted(string? value) => value is null ? "nothing" : $"“{value}”";
}
