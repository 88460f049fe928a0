namespace Virtool.Domain.Audit;

/// <summary>
/// Who acts at this moment: set where a request, an event of an open page or a command begins, and carried along with the flow of execution
/// to wherever documents are written. Where nobody is set, the server acts by itself.
/// </summary>
public sealed class Acting
{
    private readonly AsyncLocal<Actor?> _now = new();

    /// <summary>Who acts where nobody is set; null: the server by itself. A process that is one person's command sets it once.</summary>
    public Actor? Otherwise { get; set; }

    /// <summary>Who acts; null: the server by itself.</summary>
    public Actor? Now => _now.Value ?? Otherwise;

    /// <summary>From here on, until what is returned is disposed, it is this one who acts; null: the server by itself.</summary>
    public IDisposable As(Actor? actor)
    {
        var before = _now.Value;
        _now.Value = actor;
        return new End(this, before);
    }

    private sealed class End(Acting acting, Actor? before) : IDisposable
    {
        public void Dispose() => acting._now.Value = before;
    }
}
