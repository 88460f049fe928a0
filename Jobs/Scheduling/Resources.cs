namespace Virtool.Jobs.Scheduling;

/// <summary>What a job holds, or may hold.</summary>
/// <param name="Proc">Cores.</param>
/// <param name="Mem">Memory in GB (2^30 bytes).</param>
public readonly record struct Resources(int Proc, int Mem)
{
    /// <summary>Nothing.</summary>
    public static Resources None => default;

    /// <summary>Both together.</summary>
    public static Resources operator +(Resources left, Resources right) => new(left.Proc + right.Proc, left.Mem + right.Mem);

    /// <summary>What the left has more than the right; negative where it has less.</summary>
    public static Resources operator -(Resources left, Resources right) => new(left.Proc - right.Proc, left.Mem - right.Mem);

    /// <summary>Named twin of <c>+</c>.</summary>
    public static Resources Add(Resources left, Resources right) => left + right;

    /// <summary>Named twin of <c>-</c>.</summary>
    public static Resources Subtract(Resources left, Resources right) => left - right;

    /// <summary>Whether it fits into what is free. Nothing fits always, also where limits were lowered below what is held.</summary>
    public bool Fits(Resources free) => this == None || (Proc <= free.Proc && Mem <= free.Mem);
}
