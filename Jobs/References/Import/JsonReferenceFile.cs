using System.Text.Json;
using Virtool.Bio;
using Virtool.Domain.References;

namespace Virtool.Jobs.References.Import;

/// <summary>A reference in the JSON format of exports: an object with <c>otus</c>. Of the format before it, <c>data</c> is read too.</summary>
internal sealed class JsonReferenceFile(Func<Stream> open) : ReferenceFile(open)
{
    private const int MostTargets = 1_000;
    private const int MostSourceTypes = 1_000;
    private const string Whole = "Export the reference again, or mend the file.";

    /// <inheritdoc />
    public override string Format => "json";

    /// <inheritdoc />
    public override IEnumerable<SourceOtu> Otus(bool letters, ProblemList problems, CancellationToken cancellation)
    {
        using var tokens = new JsonTokens(Open(), cancellation);
        tokens.Demand();
        Head = new ReferenceHead();
        var found = false;
        while (tokens.NextField() is { } field)
        {
            if (field is not ("otus" or "data"))
            {
                ReadHead(tokens, field, problems);
                continue;
            }

            if (found || tokens.Type != JsonTokenType.StartArray)
            {
                problems.Add(field, found ? "The file has its OTUs twice." : "This is no list.", Whole);
                tokens.Skip();
                continue;
            }

            found = true;
            var reader = new JsonOtuReader(tokens, problems, letters, former: field == "data");
            for (var index = 0; tokens.NextElement(); index++)
            {
                if (reader.Read(FormattableString.Invariant($"{field}[{index}]")) is { } otu)
                {
                    yield return otu;
                }
            }
        }

        if (tokens.Next())
        {
            throw new InputException("Behind the reference stands something else. Export the reference again.");
        }

        if (!found)
        {
            problems.Add("otus", "The file has no OTUs: it is JSON, but no export of a reference.", "Choose a file that was exported from a reference.");
        }
    }

    private void ReadHead(JsonTokens tokens, string field, ProblemList problems)
    {
        var values = new JsonValues(tokens, problems);
        Head = field switch
        {
            "name" => Head with { Name = values.Text(field, 200) },
            "description" => Head with { Description = values.Text(field, 10_000) },
            "organism" => Head with { Organism = values.Text(field, 200) },
            "data_type" => Head with { DataType = values.Text(field, 200) },
            "source_types" => Head with { SourceTypes = SourceTypes(tokens, values, field) },
            "restrict_source_types" => Head with { RestrictSourceTypes = values.Flag(field) },
            "targets" => Head with { Targets = Targets(tokens, values, field) },
            "internal_control" => Head with { InternalControl = values.Text(field, 200) },
            _ => Passed(tokens),
        };
    }

    private ReferenceHead Passed(JsonTokens tokens)
    {
        tokens.Skip();
        return Head;
    }

    private static List<string>? SourceTypes(JsonTokens tokens, JsonValues values, string field)
    {
        if (!values.Begins(field, JsonTokenType.StartArray))
        {
            return null;
        }

        var types = new List<string>();
        while (tokens.NextElement())
        {
            if (values.Text(field, 200)?.ToLowerInvariant() is { Length: > 0 } type && types.Count < MostSourceTypes && !types.Contains(type))
            {
                types.Add(type);
            }
        }

        return types;
    }

    private static List<Target>? Targets(JsonTokens tokens, JsonValues values, string field)
    {
        if (!values.Begins(field, JsonTokenType.StartArray))
        {
            return null;
        }

        var targets = new List<Target>();
        for (var index = 0; tokens.NextElement(); index++)
        {
            var path = FormattableString.Invariant($"{field}[{index}]");
            if (values.Begins(path, JsonTokenType.StartObject) && Target(tokens, values, path) is { } target && targets.Count < MostTargets)
            {
                targets.Add(target);
            }
        }

        return targets;
    }

    private static Target? Target(JsonTokens tokens, JsonValues values, string path)
    {
        var target = new Target("");
        while (tokens.NextField() is { } field)
        {
            switch (field)
            {
                case "name":
                    target = target with { Name = values.Text($"{path}.{field}", 200) ?? "" };
                    break;
                case "description":
                    target = target with { Description = values.Text($"{path}.{field}", 10_000) ?? "" };
                    break;
                case "required":
                    target = target with { Required = values.Flag($"{path}.{field}") ?? false };
                    break;
                case "length":
                    target = target with { Length = values.Count($"{path}.{field}") };
                    break;
                default:
                    tokens.Skip();
                    break;
            }
        }

        return target;
    }
}
