using CsCheck;
using Gas.Tests.Faults;

namespace Gas.Tests.Schedules;

/// <summary>One step of a schedule.</summary>
/// <param name="Which">Which job, user, message, turn or time, counted round.</param>
/// <param name="Mishap">What goes wrong on the way, where the deed has one.</param>
internal sealed record Step(Deed Deed, int Which, Mishap? Mishap)
{
    private static readonly Gen<Mishap?> AnyMishap = Gen.Select(Gen.Int[0, 9], Gen.Frequency((3, Gen.Int[1, 6]), (1, Gen.Int[7, 18])), Gen.Bool, (kind, call, after) => kind switch
    {
        <= 4 => null,
        <= 6 => new Mishap(MishapKind.Fault, call, after),
        <= 8 => new Mishap(MishapKind.Stall, call, after),
        _ => (Mishap?)new Mishap(MishapKind.Crash, call, after),
    });

    private static readonly Gen<Deed> AnyDeed = Gen.Frequency(
        (8, Gen.Const(Deed.Submit)),
        (20, Gen.Const(Deed.Work)),
        (18, Gen.Const(Deed.WorkOff)),
        (18, Gen.Const(Deed.NextDue)),
        (8, Gen.Const(Deed.Jump)),
        (6, Gen.Const(Deed.Upgrade)),
        (5, Gen.Const(Deed.Downgrade)),
        (20, Gen.Enum<Deed>()));

    public static readonly Gen<Step[]> Schedules = Gen.Select(AnyDeed, Gen.Int[0, 11], AnyMishap, (deed, which, mishap) => new Step(deed, which, mishap)).Array[10, 70];

    public override string ToString() => Mishap is null ? $"{Deed} {Which}" : $"{Deed} {Which} ({Mishap})";
}
