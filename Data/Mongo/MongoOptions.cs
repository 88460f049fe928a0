namespace Virtool.Data.Mongo;

/// <summary>How the engine for MongoDB works.</summary>
/// <param name="Threads">How many calls of the driver run at a time; they block threads of their own.</param>
public sealed record MongoOptions(int Threads = 8)
{
    /// <summary>How often the process shows that it lives.</summary>
    public TimeSpan Beat { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>A process that showed nothing for so long is dead: others finish or undo what it left.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a document that a batch holds is waited for, and a server at the start.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often the changes of other processes are looked for.</summary>
    public TimeSpan Look { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How long changes are kept.</summary>
    public TimeSpan Kept { get; init; } = TimeSpan.FromDays(1);

    /// <summary>Is awaited before each step of a batch, which it may end or hold: the tests' way to crash there.</summary>
    internal Func<MongoStep, Task> BeforeStep { get; init; } = _ => Task.CompletedTask;
}
