namespace Gas.Tests.Faults;

/// <summary>A fault that a test has asked for.</summary>
internal sealed class InjectedFaultException(string what) : IOException($"Injected: {what}.");
