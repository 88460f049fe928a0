namespace Virtool.Jobs.Hmms;

/// <summary>What a file of profiles has.</summary>
/// <param name="Sha256">Of the file, in hexadecimal digits.</param>
/// <param name="Profiles">Its profiles by their numbers.</param>
internal sealed record ProfileSet(string Sha256, IReadOnlyDictionary<int, ProfileHead> Profiles);
