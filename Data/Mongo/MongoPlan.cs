using Virtool.Data.Changes;
using Virtool.Data.Documents;
using Virtool.Data.Store;

namespace Virtool.Data.Mongo;

/// <summary>
/// What a batch comes to: its writes carried out in memory, one after the other, on the documents as they are. It refuses what cannot be
/// done before anything is written.
/// </summary>
internal sealed class MongoPlan
{
    private readonly Dictionary<(string Collection, string Id), State> _states = [];
    private readonly List<State> _order = [];

    /// <param name="writes">The batch.</param>
    /// <param name="found">The documents that it replaces or deletes, as they are.</param>
    /// <exception cref="ConflictException">A revision is not the expected one.</exception>
    /// <exception cref="DuplicateException">An id is taken within the batch.</exception>
    public MongoPlan(IReadOnlyList<Write> writes, IReadOnlyDictionary<(string Collection, string Id), BsonValue> found)
    {
        foreach (var write in writes)
        {
            if (!_states.TryGetValue((write.Collection, write.Id), out var state))
            {
                state = new State(write.Collection, write.Id, found.GetValueOrDefault((write.Collection, write.Id)));
                _states.Add((write.Collection, write.Id), state);
                _order.Add(state);
            }

            Apply(state, write);
        }

        Operations = [.. _order.Select(state => state.Operation()).OfType<MongoOperation>()];
    }

    public IReadOnlyList<MongoOperation> Operations { get; }

    /// <summary>What a document is after the batch.</summary>
    public Document After(MongoOperation operation) => _states[(operation.Collection, operation.Id)].After!;

    /// <summary>What a document was before the batch.</summary>
    public BsonValue Before(MongoOperation operation) => _states[(operation.Collection, operation.Id)].Image;

    private static void Apply(State state, Write write)
    {
        switch (write)
        {
            case Write.Insert when state.IsThere:
                throw new DuplicateException(write.Collection, ["_id"]);
            case Write.Insert insert:
                state.Set(insert.Document with { Revision = 1 });
                break;
            case Write.Replace replace when state.IsThere && state.Revision == replace.Document.Revision:
                state.Set(replace.Document with { Revision = state.Revision + 1 });
                break;
            case Write.Delete { Revision: null } when !state.IsThere:
                break;
            case Write.Delete delete when state.IsThere && (delete.Revision is null || delete.Revision == state.Revision):
                state.Remove();
                break;
            case Write.Replace or Write.Delete:
                throw new ConflictException(write.Collection, write.Id);
            default:
                throw new ArgumentException($"{write.GetType().Name} is no write that can be done.", nameof(write));
        }
    }

    private sealed class State(string collection, string id, BsonValue image)
    {
        private readonly long _from = image["_revision"].Whole;
        private bool _isChanged;

        public BsonValue Image => image;

        public bool IsThere { get; private set; } = image.Type == BsonType.Document;

        public long Revision { get; private set; } = image["_revision"].Whole;

        public Document? After { get; private set; }

        public void Set(Document after)
        {
            (After, Revision, IsThere, _isChanged) = (after, after.Revision, true, true);
        }

        public void Remove()
        {
            (After, IsThere, _isChanged) = (null, false, true);
        }

        public MongoOperation? Operation() => (WasThere: image.Type == BsonType.Document, IsThere) switch
        {
            (false, true) => new(collection, id, ChangeOperation.Insert, 0, Revision),
            (true, true) when _isChanged => new(collection, id, ChangeOperation.Update, _from, Revision),
            (true, false) => new(collection, id, ChangeOperation.Delete, _from, Revision),
            _ => null,
        };
    }
}
