namespace Gas.Pipeline.Annotation.Index;

/// <summary>Words for the bits of a column, in their order: the first word is the lowest bit.</summary>
public sealed class Vocabulary(params IReadOnlyList<string> names)
{
    public IReadOnlyList<string> Names { get; } = names;

    /// <summary>The bit of a word, whatever its case and however its parts are joined; 0 for a word that is none of these.</summary>
    public ulong BitOf(string word)
    {
        for (var i = 0; i < Names.Count; i++)
        {
            if (IsSame(Names[i], word))
            {
                return 1ul << i;
            }
        }

        return 0;
    }

    public ulong BitsOf(IEnumerable<string> words) => words.Aggregate(0ul, (bits, word) => bits | BitOf(word));

    public IEnumerable<string> NamesOf(ulong bits) => Names.Where((_, index) => (bits >> index & 1) != 0);

    private static bool IsSame(string name, string word)
    {
        if (name.Length != word.Length)
        {
            return false;
        }

        for (var i = 0; i < name.Length; i++)
        {
            if (Plain(name[i]) != Plain(word[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static char Plain(char letter) => letter is ' ' or '-' ? '_' : char.ToLowerInvariant(letter);
}
