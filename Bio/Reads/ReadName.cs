namespace Virtool.Bio.Reads;

/// <summary>
/// A read's name, taken apart. The root is what both mates share: everything up to the first space or tab, without an ending
/// <c>/1</c>, <c>/2</c>, <c>;1</c> or <c>;2</c>. The mate comes from that ending, else from a comment such as <c>1:N:0:ATCACG</c>.
/// </summary>
public readonly ref struct ReadName
{
    private ReadName(ReadOnlySpan<byte> root, int mate)
    {
        Root = root;
        Mate = mate;
    }

    /// <summary>The part that both mates share.</summary>
    public ReadOnlySpan<byte> Root { get; }

    /// <summary>1 or 2; 0 where the name does not tell.</summary>
    public int Mate { get; }

    /// <summary>Takes a name line apart, given without its <c>@</c>.</summary>
    public static ReadName Parse(ReadOnlySpan<byte> name)
    {
        var end = name.IndexOfAny((byte)' ', (byte)'\t');
        var root = end < 0 ? name : name[..end];
        if (root.Length > 2 && root[^2] is (byte)'/' or (byte)';' && root[^1] is (byte)'1' or (byte)'2')
        {
            return new ReadName(root[..^2], root[^1] - '0');
        }

        var comment = end < 0 ? [] : name[(end + 1)..];
        var told = comment.Length > 1 && comment[0] is (byte)'1' or (byte)'2' && comment[1] == ':';
        return new ReadName(root, told ? comment[0] - '0' : 0);
    }
}
