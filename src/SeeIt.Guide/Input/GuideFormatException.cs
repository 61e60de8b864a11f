namespace SeeIt.Guide;

/// <summary>An input is not what it should be. The one exception that the readers of lineups and guides throw for bad content.</summary>
public sealed class GuideFormatException : Exception
{
    public GuideFormatException(Problem problem, Exception? inner = null)
        : base(problem.ToString(), inner) => Problem = problem;

    public GuideFormatException(string message)
        : this(new Problem("", 0, message))
    {
    }

    public GuideFormatException(string message, Exception innerException)
        : this(new Problem("", 0, message), innerException)
    {
    }

    public GuideFormatException()
        : this("The input is not valid.")
    {
    }

    public Problem Problem { get; }
}
