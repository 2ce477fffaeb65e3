using Gas.Pipeline.Jobs;

namespace Gas.Pipeline.Workers.Relay;

/// <summary>
/// The other instances, as far as they have been heard. Each numbers what it says and shows every half minute that it is alive: so it is noticed, within about
/// a minute, that something was lost on the way or that an instance has died with something unsaid.
/// </summary>
internal sealed class NewsPeers(TimeProvider time)
{
    /// <summary>How often an instance shows that it is alive.</summary>
    public static readonly TimeSpan Beat = TimeSpan.FromSeconds(30);

    /// <summary>Silence after which one counts as gone.</summary>
    public static readonly TimeSpan Silence = Beat * 2.5;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Peer> _peers = [];
    private DateTimeOffset _openedAt = time.GetUtcNow();

    /// <summary>Whether there may be somebody to talk to: in the beginning nobody has been heard yet.</summary>
    public bool Any
    {
        get
        {
            lock (_lock)
            {
                return _peers.Values.Any(peer => !peer.Gone) || time.GetUtcNow() < _openedAt + Silence;
            }
        }
    }

    /// <summary>This instance hears anew and knows nobody.</summary>
    public void Forget()
    {
        lock (_lock)
        {
            _peers.Clear();
            _openedAt = time.GetUtcNow();
        }
    }

    public NewsHeard Hear(News news)
    {
        lock (_lock)
        {
            if (_peers.TryGetValue(news.From, out var peer))
            {
                peer.HeardAt = time.GetUtcNow();
                return peer.Hear(news) ? NewsHeard.InOrder : NewsHeard.AfterLoss;
            }

            _peers[news.From] = new Peer(news.Number) { HeardAt = time.GetUtcNow(), Gone = news.Leaving };
            return NewsHeard.OfNewcomer;
        }
    }

    /// <summary>Drops those that have fallen silent; true when one of them never said that it leaves.</summary>
    public bool DropSilent()
    {
        lock (_lock)
        {
            var silent = _peers.Where(peer => peer.Value.HeardAt + Silence < time.GetUtcNow()).ToArray();
            foreach (var (name, _) in silent)
            {
                _peers.Remove(name);
            }

            return silent.Any(peer => !peer.Value.Gone);
        }
    }

    private sealed class Peer(long first)
    {
        private readonly HashSet<long> _heard = [];

        /// <summary>Up to here nothing is missing, or was told to be.</summary>
        private long _checked = first;

        /// <summary>The number of the latest sign of life.</summary>
        private long _beat = first;

        public required DateTimeOffset HeardAt { get; set; }

        /// <summary>It has said that it leaves; what it said before may still come in.</summary>
        public required bool Gone { get; set; }

        /// <summary>False when something that was said before the sign of life before this one has not been heard by now.</summary>
        public bool Hear(News news)
        {
            if (news.Number > _checked)
            {
                _heard.Add(news.Number);
            }

            Gone |= news.Leaving;
            if (!(news.Alive || news.Leaving) || news.Number <= _beat)
            {
                return true;
            }

            var expected = _beat - _checked;
            var heard = _heard.RemoveWhere(number => number <= _beat);
            (_checked, _beat) = (_beat, news.Number);
            return heard == expected;
        }
    }
}

/// <summary>What a piece of news shows beside its content.</summary>
internal enum NewsHeard
{
    InOrder,

    /// <summary>Something said earlier was lost.</summary>
    AfterLoss,

    /// <summary>The speaker was not known: it does not know this instance either, and what it said before was not heard.</summary>
    OfNewcomer,
}
