using System.Text;
using System.Text.Json.Nodes;

namespace Virtool.App.Tests.References;

/// <summary>Exports of references, made and spoiled.</summary>
internal static class ReferenceText
{
    public const string Small = """
        {"data_type":"genome","organism":"virus","name":"Two viruses","created_at":"2020-01-01T00:00:00Z",
         "otus":[
          {"_id":"c93ec9a9","name":"Abaca bunchy top virus","abbreviation":"ABTV","taxid":438782,
           "schema":[{"name":"DNA-R","molecule":"ssDNA","required":true},{"name":"DNA-S","molecule":"ssDNA","required":false}],
           "isolates":[
            {"id":"4e8amg20","source_type":"isolate","source_name":"Q767","default":true,
             "sequences":[
              {"_id":"5w3oz9pl","accession":"NC_010319","definition":"Abaca bunchy top virus DNA-R","host":"Musa sp.","segment":"DNA-R","sequence":"GGCAGGGGCC ATTGCRYN"},
              {"_id":"6w3oz9pl","accession":"NC_010318","definition":"Abaca bunchy top virus DNA-S","host":"","segment":"DNA-S","sequence":"acgtacgt"}]},
            {"id":"5e8amg20","source_type":"Isolate","source_name":"Q1108","default":false,
             "sequences":[
              {"_id":"7w3oz9pl","accession":"EF546807","definition":"","host":null,"segment":"DNA-R","sequence":"GGCAGG"},
              {"_id":"8w3oz9pl","accession":"EF546808","definition":"","host":null,"segment":null,"sequence":"UUUU"}]}]},
          {"_id":"d93ec9a9","name":"Hop stunt viroid","abbreviation":"HSVd","taxid":null,"schema":[],
           "isolates":[{"id":"6e8amg20","source_type":"unknown","source_name":"","default":true,
             "sequences":[{"_id":"9w3oz9pl","accession":"NC_001351","definition":"Hop stunt viroid","host":"","segment":"","sequence":"CTGGGGAATTC"}]}]}]}
        """;

    /// <summary>The two viruses with something changed.</summary>
    public static string With(Action<JsonNode> change)
    {
        var root = JsonNode.Parse(Small)!;
        change(root);
        return root.ToJsonString();
    }

    public static JsonNode Otu(this JsonNode root, int index) => root["otus"]![index]!;

    public static JsonNode Isolate(this JsonNode otu, int index) => otu["isolates"]![index]!;

    public static JsonNode Sequence(this JsonNode isolate, int index) => isolate["sequences"]![index]!;

    public static Func<Stream> Open(string text) => () => new MemoryStream(Encoding.UTF8.GetBytes(text));

    public static Func<Stream> Open(byte[] bytes) => () => new MemoryStream(bytes);
}
