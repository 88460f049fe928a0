namespace Virtool.Data.Mongo;

/// <summary>The types of BSON that occur here; https://bsonspec.org/spec.html.</summary>
internal enum BsonType : byte
{
    None = 0,
    Double = 1,
    Text = 2,
    Document = 3,
    Array = 4,
    Binary = 5,
    Undefined = 6,
    ObjectId = 7,
    Truth = 8,
    Date = 9,
    Null = 10,
    Int32 = 16,
    Timestamp = 17,
    Int64 = 18,
    Decimal = 19,
}
