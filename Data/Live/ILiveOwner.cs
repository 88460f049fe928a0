namespace Virtool.Data.Live;

/// <summary>Who shows live windows: a component.</summary>
public interface ILiveOwner
{
    /// <summary>
    /// Windows of this owner have something new: it calls <see cref="LiveWindow.Take"/> on each of its windows where it may touch what it
    /// shows, and shows it. Called at most once a batch; returns at once.
    /// </summary>
    void Renew();
}
