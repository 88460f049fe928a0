using System.Linq.Expressions;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Virtool.Data.Documents;

namespace Virtool.Data.Queries;

/// <summary>The stored name of a document's field, and the stored form of a value.</summary>
public static class Field
{
    /// <summary>The path of a chain of properties: <c>sample =&gt; sample.User.Id</c> is <c>user.id</c>, of a document <c>_id</c>.</summary>
    /// <exception cref="ArgumentException">The expression is not a chain of properties.</exception>
    public static string Path(LambdaExpression field)
    {
        var names = new Stack<string>();
        var at = field.Body is UnaryExpression { NodeType: ExpressionType.Convert } convert ? convert.Operand : field.Body;
        while (at is MemberExpression { Member: PropertyInfo property } member)
        {
            names.Push(Name(property));
            at = member.Expression;
        }

        return at is ParameterExpression && names.Count > 0
            ? string.Join('.', names)
            : throw new ArgumentException($"{field} is not a chain of properties.", nameof(field));
    }

    /// <summary>The value as it is stored: an enum as its word, whole numbers as <see cref="long"/>, all else as it is.</summary>
    public static object? Value(object? value) => value switch
    {
        Enum member => Json.Word(member),
        int number => (long)number,
        float number => (double)number,
        _ => value,
    };

    private static string Name(PropertyInfo property) =>
        property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name ?? JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name);
}
