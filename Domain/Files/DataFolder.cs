namespace Virtool.Domain.Files;

/// <summary>Where things lie in the data folder. Only names are made here; folders are made by those who fill them.</summary>
/// <param name="root">The data folder.</param>
public sealed class DataFolder(string root)
{
    /// <summary>The data folder, absolute.</summary>
    public string Root { get; } = Path.GetFullPath(root);

    /// <summary>Whole files.</summary>
    public string Files => Path.Combine(Root, "files");

    /// <summary>Files that are being copied in; on the same volume as <see cref="Files"/>.</summary>
    public string Arriving => Path.Combine(Root, "arriving");

    /// <summary>Uploads whose bytes have not all come, each by the id of the upload.</summary>
    public string Uploads => Path.Combine(Root, "uploads");

    /// <summary>Uploads that have all their bytes and are to be verified, each by the id of the upload; on the same volume as <see cref="Files"/>.</summary>
    public string Uploaded => Path.Combine(Root, "uploaded");

    /// <summary>Files that were refused, one folder an import.</summary>
    public string Quarantine => Path.Combine(Root, "quarantine");

    /// <summary>The watched folder that a new server starts with.</summary>
    public string Watch => Path.Combine(Root, "watch");

    /// <summary>Work of jobs: one folder a job, in it one an attempt.</summary>
    public string Work => Path.Combine(Root, "work");

    /// <summary>What was removed and can be brought back for a time, each in a folder with the id of its <see cref="Trash.TrashItem"/>.</summary>
    public string Trash => Path.Combine(Root, "trash");

    /// <summary>What tools say that are asked for their version, one folder a question.</summary>
    public string Versions => Path.Combine(Root, "versions");

    /// <summary>Logs of jobs, one folder a job.</summary>
    public string Logs => Path.Combine(Root, "logs", "jobs");

    /// <summary>Data protection keys.</summary>
    public string Keys => Path.Combine(Root, "keys");

    /// <summary>Files that tasks of the server were given, each by the id of the task, until it is done.</summary>
    public string Tasks => Path.Combine(Root, "tasks");

    /// <summary>The file that a task was given.</summary>
    public string TaskFile(string taskId) => Path.Combine(Tasks, taskId);

    /// <summary>A stored file.</summary>
    public string FilePath(string fileId) => Path.Combine(Files, fileId);

    /// <summary>A sample's folder: <c>reads_1.fq.gz</c>, <c>reads_2.fq.gz</c>, <c>analysis/</c>.</summary>
    public string Sample(string sampleId) => Path.Combine(Root, "samples", sampleId);

    /// <summary>A sample's reads of mate 1 or 2.</summary>
    public string Reads(string sampleId, int mate) => Path.Combine(Sample(sampleId), $"reads_{mate}.fq.gz");

    /// <summary>The lanes of a sample's reads, each by the id of the stored file, while they are joined.</summary>
    public string Lanes(string sampleId) => Path.Combine(Sample(sampleId), "lanes");

    /// <summary>Reads that are to take the place of a sample's, while a job works on that.</summary>
    public string ReplacingReads(string sampleId) => Path.Combine(Sample(sampleId), "replacing");

    /// <summary>A sample's earlier reads, until they are in the trash.</summary>
    /// <param name="sampleId">The sample.</param>
    /// <param name="version">Which reads they were.</param>
    public string EarlierReads(string sampleId, int version) => Path.Combine(Sample(sampleId), $"earlier_{version}");

    /// <summary>An analysis's folder.</summary>
    public string Analysis(string sampleId, string analysisId) => Path.Combine(Sample(sampleId), "analysis", analysisId);

    /// <summary>The trimmed reads of a sample that a job made: <c>reads_1.fq.gz</c>, <c>reads_2.fq.gz</c>, <c>trim.log</c>.</summary>
    /// <param name="sampleId">The sample.</param>
    /// <param name="jobId">The job that made them: what it leaves is its own, whoever makes the same again.</param>
    public string Trimmed(string sampleId, string jobId) => Path.Combine(Trimmed(sampleId), jobId);

    /// <summary>All trimmed reads of a sample, by the job that made them.</summary>
    public string Trimmed(string sampleId) => Path.Combine(Sample(sampleId), "trimmed");

    /// <summary>An index's folder: the bowtie2 index <c>reference.*.bt2</c> and the OTUs as they were, <c>otus.json.gz</c>.</summary>
    public string Index(string referenceId, string indexId) => Path.Combine(Root, "references", referenceId, indexId);

    /// <summary>A subtraction's folder: <c>genome.fa.gz</c> and the bowtie2 index <c>reference.*.bt2</c>.</summary>
    public string Subtraction(string subtractionId) => Path.Combine(Root, "subtractions", subtractionId);

    /// <summary>The genome of a subtraction that is built, packed with gzip.</summary>
    public string SubtractionGenome(string subtractionId) => Path.Combine(Subtraction(subtractionId), "genome.fa.gz");

    /// <summary>The profiles that are installed, and those that wait to be.</summary>
    public string Hmm => Path.Combine(Root, "hmm");

    /// <summary>Where administrators put profiles that are to be installed.</summary>
    public string ArrivingProfiles => Path.Combine(Hmm, "install");

    /// <summary>Profiles that a task installs, unpacked; one folder a task.</summary>
    public string UnpackedProfiles(string taskId) => Path.Combine(Root, "unpacked", taskId);

    /// <summary>The profiles that are installed, in HMMER's format.</summary>
    public string Profiles => Path.Combine(Hmm, "profiles.hmm");

    /// <summary>Searches in the lab's own BLAST database, while they go on.</summary>
    public string Blasts => Path.Combine(Root, "blast");

    /// <summary>The folder of one attempt of a job.</summary>
    public string Attempt(string jobId, int attempt) => Path.Combine(Work, jobId, $"{attempt}");

    /// <summary>The folder of a job's logs.</summary>
    public string Log(string jobId) => Path.Combine(Logs, jobId);
}
