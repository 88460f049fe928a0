using System.Security.Cryptography;

namespace Virtool.Files.Uploads;

/// <summary>What the bytes of one request should hash to.</summary>
/// <param name="Algorithm">SHA-1 or SHA-256.</param>
/// <param name="Digest">The hash.</param>
public sealed record UploadChecksum(HashAlgorithmName Algorithm, byte[] Digest);
