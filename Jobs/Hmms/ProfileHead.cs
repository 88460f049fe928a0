namespace Virtool.Jobs.Hmms;

/// <summary>What a profile says of itself.</summary>
/// <param name="Length">Its columns.</param>
/// <param name="Sequences">How many sequences it was made of; 0 where it does not say.</param>
internal sealed record ProfileHead(int Length, int Sequences);
