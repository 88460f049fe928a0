namespace Virtool.Components.Access;

/// <summary>How a session lasts.</summary>
/// <param name="Length">Without any use, in seconds.</param>
/// <param name="Stays">Its user stays signed in on this computer.</param>
public sealed record SessionLife(double Length, bool Stays);
