using System.Globalization;
using System.Text;
using SeeIt.Guide.Matching;

namespace SeeIt.Bench.Matching;

/// <summary>
/// Fits the matcher's weights to posts by maximum likelihood, held near guesses made by hand (<see cref="HandSet"/>): conditional logit over a
/// show's airings, then over the shows that a post names and none of them. The same posts give the same numbers.
/// </summary>
internal sealed class WeightFit
{
    private const int Steps = 500;
    private const double Rate = 0.05;

    /// <summary>How strongly a weight is held: as by so many posts.</summary>
    private const double Hold = 20;

    private static readonly FeatureKind[] Kinds = Enum.GetValues<FeatureKind>();

    private readonly List<(List<double[]> Choices, int Right)> _airings = [];
    private readonly List<(List<(double[] Mention, List<double[]> Airings)> Shows, int Right)> _shows = [];

    /// <summary>A post, and what the matcher weighed for it. One whose show was not found teaches nothing.</summary>
    /// <param name="post">The post.</param>
    /// <param name="shows">What was weighed for it.</param>
    /// <param name="times">How often it counts.</param>
    public void Add(BenchPost post, IReadOnlyList<WeighedShow> shows, int times = 1)
    {
        var right = shows.ToList().FindIndex(show => show.Airings.Exists(airing => post.IsRight(airing.Airing)));
        if (shows.Count == 0 || (right < 0 && post.Right.Count > 0))
        {
            return;
        }

        _shows.AddRange(Enumerable.Repeat<(List<(double[] Mention, List<double[]> Airings)> Shows, int Right)>(([.. shows.Select(show => (Vector(show.Features), show.Airings.ConvertAll(airing => Vector(airing.Features))))], right), times));
        if (right >= 0)
        {
            var starts = shows[right].Airings.GroupBy(airing => airing.Airing.Start).ToList();
            if (starts.Count > 1)
            {
                _airings.AddRange(Enumerable.Repeat<(List<double[]> Choices, int Right)>(([.. starts.Select(time => Vector((time.FirstOrDefault(airing => post.IsRight(airing.Airing)) ?? time.First()).Features))],
                    starts.FindIndex(time => time.Any(airing => post.IsRight(airing.Airing)))), times));
            }
        }
    }

    /// <summary>The bodies of the two methods of Weights, to paste, and the bias.</summary>
    public string Fit()
    {
        var ofAiring = Descend(Start(HandSet.ForAiring), weights => _airings.Select(sample => (Choices: (IReadOnlyList<double[]>)sample.Choices, sample.Right)));
        var samples = _shows.ConvertAll(sample => (
            Choices: (IReadOnlyList<double[]>)
            [
                new double[Kinds.Length + 1],
                .. sample.Shows.Select(show => Sum(show.Mention, show.Airings.MaxBy(airing => Dot(airing, ofAiring))!)),
            ],
            Right: sample.Right + 1));
        var ofShow = Descend(Start(HandSet.ForShow, HandSet.Bias), _ => samples);
        return new StringBuilder()
            .AppendLine(CultureInfo.InvariantCulture, $"{_shows.Count} posts, {_airings.Count} of them with a choice of airings")
            .AppendLine(CultureInfo.InvariantCulture, $"public const double Bias = {ofShow[^1]:0.00};")
            .AppendLine("ForShow:").Append(Lines(ofShow))
            .AppendLine("ForAiring:").Append(Lines(ofAiring))
            .ToString();
    }

    private static double[] Vector(List<Feature> features)
    {
        var vector = new double[Kinds.Length + 1];
        foreach (var feature in features)
        {
            vector[(int)feature.Kind] += feature.Value;
        }

        return vector;
    }

    /// <summary>A show's, with the constant that is the bias.</summary>
    private static double[] Sum(double[] mention, double[] airing)
    {
        var sum = mention.Zip(airing, (a, b) => a + b).ToArray();
        sum[^1] = 1;
        return sum;
    }

    private static double[] Start(Func<FeatureKind, double> weight, double bias = 0) => [.. Kinds.Select(weight), bias];

    private static double Dot(double[] a, double[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }

    /// <summary>Adam (Kingma and Ba, 2015) over all samples at once. A weight that is 0 is not used, and stays; so do those that are fixed.</summary>
    private static double[] Descend(double[] start, Func<double[], IEnumerable<(IReadOnlyList<double[]> Choices, int Right)>> samples)
    {
        double[] weights = [.. start], mean = new double[start.Length], square = new double[start.Length];
        var all = samples(weights).ToList();
        for (var step = 1; step <= Steps; step++)
        {
            var gradient = weights.Zip(start, (weight, held) => Hold * (weight - held)).ToArray();
            foreach (var (choices, right) in all)
            {
                var scores = choices.Select(choice => Dot(choice, weights)).ToArray();
                var highest = scores.Max();
                var odds = scores.Select(score => Math.Exp(score - highest)).ToArray();
                var sum = odds.Sum();
                for (var choice = 0; choice < odds.Length; choice++)
                {
                    var pull = (odds[choice] / sum) - (choice == right ? 1 : 0);
                    for (var i = 0; i < gradient.Length; i++)
                    {
                        gradient[i] += pull * choices[choice][i];
                    }
                }
            }

            for (var i = 0; i < weights.Length; i++)
            {
                if (start[i] == 0 || (i < Kinds.Length && HandSet.IsFixed(Kinds[i])))
                {
                    continue;
                }

                mean[i] = (0.9 * mean[i]) + (0.1 * gradient[i]);
                square[i] = (0.999 * square[i]) + (0.001 * gradient[i] * gradient[i]);
                weights[i] -= Rate * (mean[i] / (1 - Math.Pow(0.9, step))) / (Math.Sqrt(square[i] / (1 - Math.Pow(0.999, step))) + 1e-8);
            }
        }

        return weights;
    }

    private static string Lines(double[] weights)
    {
        var text = new StringBuilder();
        foreach (var kind in Kinds.Where(kind => weights[(int)kind] != 0))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"        FeatureKind.{kind} => {weights[(int)kind]:0.00},");
        }

        return text.ToString();
    }
}
