namespace Gas.Pipeline.Transfer;

/// <summary>What an export does with results that lie in the vault, which cannot be read at once.</summary>
public enum ArchiveRule
{
    /// <summary>Leaves such jobs out, and says so.</summary>
    LeaveOut,

    /// <summary>Retrieves them, which takes the vault's time and money. Their archives stay where they are.</summary>
    Retrieve,

    /// <summary>Takes the row alone. The archive stays where it is, for a target that has the same vault.</summary>
    LeaveInVault,
}
