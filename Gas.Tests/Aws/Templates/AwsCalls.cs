using Gas.Pipeline.Aws;
using Gas.Pipeline.Aws.Buckets;
using Gas.Pipeline.Aws.Original;
using Gas.Pipeline.Ports;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Gas.Tests.Aws.Templates;

/// <summary>What the running service asks of AWS, read from its compiled code: who prepares the account has other rights.</summary>
internal static class AwsCalls
{
    /// <summary>The class of ours, the client's interface and the operation of each call that there is.</summary>
    public static IReadOnlyCollection<(string Caller, string Client, string Operation)> All { get; } = Read();

    private static HashSet<(string Caller, string Client, string Operation)> Read()
    {
        using var assembly = AssemblyDefinition.ReadAssembly(typeof(AwsNames).Assembly.Location);
        return
        [
            .. from type in assembly.MainModule.GetTypes()
               from method in type.Methods
               where method.HasBody && IsOfService(Outermost(type))
               from step in method.Body.Instructions
               where step.OpCode == OpCodes.Callvirt || step.OpCode == OpCodes.Call || step.OpCode == OpCodes.Ldftn || step.OpCode == OpCodes.Ldvirtftn
               let called = (MethodReference)step.Operand
               where IsClient(called.DeclaringType) && called.Name.EndsWith("Async", StringComparison.Ordinal)
               select (Outermost(type).Name, called.DeclaringType.Name, called.Name[..^"Async".Length]),
        ];
    }

    /// <summary>Async methods and closures are classes within the class.</summary>
    private static TypeDefinition Outermost(TypeDefinition type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    private static bool IsClient(TypeReference type) => type.Name is "IAmazonDynamoDB" or "IAmazonSQS" or "IAmazonSimpleNotificationService" or "IAmazonS3" or "ICoreAmazonS3" or "IGlacierClient";

    private static bool IsOfService(TypeDefinition type) =>
        type.Namespace.StartsWith(typeof(AwsNames).Namespace!, StringComparison.Ordinal)
        && type.Namespace != typeof(EncryptionRule).Namespace
        // Whoever takes over another service reads its table and buckets by their own rights.
        && type.Namespace != typeof(OriginalService).Namespace
        && !type.Interfaces.Any(one => one.InterfaceType.FullName == typeof(IResource).FullName);
}
