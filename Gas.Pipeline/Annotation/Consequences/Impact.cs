namespace Gas.Pipeline.Annotation.Consequences;

/// <summary>Ensembl's ranks of severity (https://www.ensembl.org/info/genome/variation/prediction/predicted_data.html), the worst first.</summary>
public enum Impact
{
    High,
    Moderate,
    Low,
    Modifier,
}
