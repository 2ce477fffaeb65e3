namespace Gas.Tests.Schedules;

/// <summary>What may happen in a schedule.</summary>
internal enum Deed
{
    Submit,
    Cancel,
    Retry,
    Delete,
    Upgrade,
    Downgrade,

    /// <summary>One worker takes one message.</summary>
    Work,

    /// <summary>Everybody works off what there is.</summary>
    WorkOff,

    /// <summary>The clock goes to the next due time, and the sweeper comes round.</summary>
    NextDue,

    /// <summary>The clock jumps.</summary>
    Jump,
    Sweep,
    Reap,
    ApplyPlans,
    Hear,

    /// <summary>A message is handed over twice.</summary>
    Twice,

    /// <summary>A message is lost.</summary>
    Lose,

    /// <summary>A message stays on its way.</summary>
    Delay,

    /// <summary>A delayed message arrives after all.</summary>
    Late,

    /// <summary>A message comes that nobody has reason to send.</summary>
    Stray,
    NoticeLost,
    NoticeTwice,

    /// <summary>A retrieval is said to be ready that is not.</summary>
    NoticeEarly,

    /// <summary>Expedited retrievals are refused, or granted again.</summary>
    Capacity,

    /// <summary>One who stood still goes on.</summary>
    Wake,
    Crash,
}
