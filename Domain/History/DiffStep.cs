using System.Text.Json;

namespace Virtool.Domain.History;

/// <summary>One step of a difference between two states of a virus.</summary>
/// <param name="Path">Where, as names of fields and places in lists, from 0, joined by slashes: <c>isolates/0/source_name</c>; empty: the whole.</param>
/// <param name="At">Of a list: the place from which on its elements differ. Null: the value differs as a whole.</param>
/// <param name="Old">What was there: the value, or the elements. Null: nothing was.</param>
/// <param name="New">What is there: the value, or the elements. Null: nothing is.</param>
public sealed record DiffStep(string Path, int? At, JsonElement? Old, JsonElement? New);
