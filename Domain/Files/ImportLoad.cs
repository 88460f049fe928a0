namespace Virtool.Domain.Files;

/// <summary>How many files are being imported, and the memory that this takes: who takes files in counts them here, and who shares out memory looks.</summary>
public sealed class ImportLoad
{
    /// <summary>
    /// Memory in MB (2^20 bytes) that one import is charged. <c>Benchmarks reads</c> measures 57 MB at the peak of a whole process that reads one
    /// file and does nothing else; of that the file's own part is less than half, and does not grow with the file.
    /// </summary>
    public const int EachTakes = 64;

    private const int Gigabyte = 1024;
    private int _running;

    /// <summary>One more or one less is being imported. Told on the thread that imports: who listens is quick.</summary>
    public event EventHandler? Changed;

    /// <summary>How many files are being imported.</summary>
    public int Running => Volatile.Read(ref _running);

    /// <summary>What they take, in MB.</summary>
    public int Memory => Running * EachTakes;

    /// <summary>What they take, in whole GB, rounded up: as jobs take their memory.</summary>
    public int Mem => (Memory + Gigabyte - 1) / Gigabyte;

    /// <summary>Counts an import for as long as it runs.</summary>
    public void While(Action import)
    {
        Count(1);
        try
        {
            import();
        }
        finally
        {
            Count(-1);
        }
    }

    private void Count(int more)
    {
        Interlocked.Add(ref _running, more);
        Changed?.Invoke(this, EventArgs.Empty);
    }
}
