namespace Virtool.Data.Ownership;

/// <summary>Holds the tenure that the services of a scope were made for.</summary>
internal sealed class TenureOfScope
{
    public Tenure? Tenure { get; set; }
}
