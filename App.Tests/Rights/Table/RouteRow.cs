namespace Virtool.App.Tests.Rights.Table;

/// <summary>What each is answered at one address.</summary>
/// <param name="Method">The method of the request.</param>
/// <param name="Address">The address.</param>
/// <param name="Statuses">A status for each <see cref="Who"/>, in their order.</param>
/// <param name="Body">What is sent, as JSON; null: nothing.</param>
/// <param name="Before">What is made so before each asks, beside what <see cref="RightsLab.ResetAsync"/> does; null: nothing.</param>
internal sealed record RouteRow(string Method, string Address, IReadOnlyList<int> Statuses, string? Body, Func<RightsLab, Task>? Before = null)
{
    /// <summary>The address without what is asked.</summary>
    public string Path => Address.Split('?')[0];

    /// <inheritdoc />
    public override string ToString() => $"{Method} {Address}";
}
