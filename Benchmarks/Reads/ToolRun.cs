namespace Virtool.Benchmarks.Reads;

/// <summary>What one run of a program took, with its start.</summary>
/// <param name="Wall">Seconds.</param>
/// <param name="Cpu">Seconds of processor time, in it and in the system.</param>
internal sealed record ToolRun(double Wall, double Cpu);
