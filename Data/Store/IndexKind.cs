namespace Virtool.Data.Store;

/// <summary>What an index serves.</summary>
public enum IndexKind
{
    /// <summary>Equality, ranges and sorting by the fields' values, in their order.</summary>
    Values,

    /// <summary>Finding documents by an element of an array (<see cref="Queries.Filter.Has"/>).</summary>
    Elements,

    /// <summary>Finding documents by a part of a text (<see cref="Queries.Filter.Contains"/>).</summary>
    Text,
}
