using System.Text;

namespace Virtool.App.Tests.Bio;

/// <summary>Writes small alignments.</summary>
internal sealed class SamText
{
    private readonly StringBuilder _text = new("@HD\tVN:1.0\n");

    /// <summary>An alignment whose score (the aligner's plus the length) is given.</summary>
    public SamText Add(string read, string reference, int position, int score, int length = 10, int flag = 0)
    {
        _text.Append(read).Append('\t').Append(flag).Append('\t').Append(reference).Append('\t').Append(position)
            .Append("\t255\t").Append(length).Append("M\t*\t0\t0\t").Append('A', length).Append('\t').Append('I', length)
            .Append("\tXN:i:0\tAS:i:").Append(score - length).Append("\tYT:Z:UU\n");
        return this;
    }

    public Stream Open() => new MemoryStream(Encoding.ASCII.GetBytes(_text.ToString()));
}
