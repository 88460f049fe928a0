namespace Virtool.Data.Changes;

/// <summary>A place in the feed: after the change with this sequence. Positions of different epochs cannot be compared.</summary>
/// <param name="Epoch">Which run of sequences; another one after the feed has lost its memory.</param>
/// <param name="Sequence">The last change that is known.</param>
public readonly record struct Position(string Epoch, long Sequence);
