using System.Threading.Channels;
using Gas.Pipeline.Jobs;
using Gas.Pipeline.Ports;

namespace Gas.Tests.Pipeline.Relay;

/// <summary>Relays of several instances in one process, which lose, refuse and fall silent as the test says.</summary>
internal sealed class TestBus
{
    private readonly Lock _lock = new();
    private readonly List<Relay> _open = [];
    private readonly List<News> _said = [];

    /// <summary>Says which news is lost on the way.</summary>
    public Predicate<News> Loses { get; set; } = _ => false;

    public IReadOnlyList<News> Said
    {
        get
        {
            lock (_lock)
            {
                return [.. _said];
            }
        }
    }

    public Relay Join(string name)
    {
        return new Relay(this, name);
    }

    private void Send(News news)
    {
        lock (_lock)
        {
            _said.Add(news);
            if (!Loses(news))
            {
                _open.ForEach(relay => relay.Give(NewsJson.TryRead(NewsJson.Write(news))!));
            }
        }
    }

    internal sealed class Relay(TestBus bus, string name) : IEventRelay
    {
        private Channel<News> _heard = Channel.CreateUnbounded<News>();
        private int _openings;

        public string Instance => $"{name}{_openings}";

        /// <summary>Calls that fail from now on.</summary>
        public int FailSends { get; set; }

        public int FailReceives { get; set; }

        /// <summary>The process has died: nothing is said any more, nor heard.</summary>
        public bool Dead { get; set; }

        public int Tended { get; private set; }

        public bool IsOpen
        {
            get
            {
                lock (bus._lock)
                {
                    return bus._open.Contains(this);
                }
            }
        }

        public void Give(News news) => _heard.Writer.TryWrite(news);

        public Task<bool> OpenAsync(CancellationToken cancellation)
        {
            lock (bus._lock)
            {
                if (bus._open.Contains(this))
                {
                    return Task.FromResult(false);
                }

                _openings++;
                _heard = Channel.CreateUnbounded<News>();
                bus._open.Add(this);
                return Task.FromResult(true);
            }
        }

        public Task SendAsync(News news, CancellationToken cancellation)
        {
            if (FailSends > 0)
            {
                FailSends--;
                throw new IOException("The topic is away.");
            }

            if (!Dead)
            {
                bus.Send(news);
            }

            return Task.CompletedTask;
        }

        public async Task<IReadOnlyList<News>> ReceiveAsync(CancellationToken cancellation)
        {
            if (FailReceives > 0)
            {
                FailReceives--;
                throw new IOException("The queue is away.");
            }

            return [await _heard.Reader.ReadAsync(cancellation)];
        }

        public Task TendAsync(CancellationToken cancellation)
        {
            Tended++;
            return Task.CompletedTask;
        }

        public Task CloseAsync(CancellationToken cancellation)
        {
            lock (bus._lock)
            {
                bus._open.Remove(this);
            }

            return Task.CompletedTask;
        }
    }
}
