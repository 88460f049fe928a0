using System.Text.Json.Nodes;
using Virtool.Data.Documents;

namespace Virtool.App.Tests.Hubs;

/// <summary>Documents with something in every field that can hold text, whatever fields they have.</summary>
internal static class Filled
{
    public static T With<T>(string marker, string id)
        where T : Document => (T)Record(typeof(T), new Marker(marker)) with { Id = id, Revision = 0 };

    private static object? Value(Type type, Marker marker)
    {
        if (type == typeof(string))
        {
            return marker.Next();
        }

        if (type == typeof(JsonObject))
        {
            return new JsonObject { [marker.Next()] = marker.Next() };
        }

        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return Value(underlying, marker);
        }

        if (type.IsValueType)
        {
            return Activator.CreateInstance(type);
        }

        var arguments = type.GetGenericArguments();
        return type.IsArray ? ArrayOf(type.GetElementType()!, marker)
            : arguments.Length == 1 ? ArrayOf(arguments[0], marker)
            : arguments.Length == 2 ? Map(arguments[0], arguments[1], marker)
            : Record(type, marker);
    }

    private static Array ArrayOf(Type element, Marker marker)
    {
        var array = Array.CreateInstance(element, 1);
        array.SetValue(Value(element, marker), 0);
        return array;
    }

    private static object Map(Type key, Type value, Marker marker)
    {
        var map = (System.Collections.IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(key, value))!;
        map[Value(key, marker)!] = Value(value, marker);
        return map;
    }

    private static object Record(Type type, Marker marker)
    {
        var constructor = type.GetConstructors().OrderByDescending(constructor => constructor.GetParameters().Length).First();
        var record = constructor.Invoke([.. constructor.GetParameters().Select(parameter => Value(parameter.ParameterType, marker))]);
        var inConstructor = constructor.GetParameters().Select(parameter => parameter.Name).ToHashSet();
        foreach (var property in type.GetProperties().Where(property => property.CanWrite && !inConstructor.Contains(property.Name)))
        {
            property.SetValue(record, Value(property.PropertyType, marker));
        }

        return record;
    }

    /// <summary>A text, each time with another number, so that unique fields are.</summary>
    private sealed class Marker(string text)
    {
        private int _number;

        public string Next() => $"{text}-{_number++}";
    }
}
