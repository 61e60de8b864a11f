using Microsoft.Data.Sqlite;
using SeeIt.Guide.Store;

namespace SeeIt.Guide.Tests.Store;

public sealed class QueryPlanTests : IDisposable
{
    private readonly TestGuide _guide = new TestGuide("2026-03-03 20:00").WithGuide(
        Enumerable.Range(0, 2_000).Select(slot => ($"c{slot % 20}", slot / 20 * 30, 30, $"Show {slot % 37}")));

    public static TheoryData<string, string> Queries => new()
    {
        { nameof(GuideQueries.OnText), GuideQueries.OnText },
        { nameof(GuideQueries.OnAllText), GuideQueries.OnAllText },
        { nameof(GuideQueries.OnChannelText), GuideQueries.OnChannelText },
        { nameof(GuideQueries.OfShowText), GuideQueries.OfShowText },
        { nameof(GuideQueries.LastOfShowText), GuideQueries.LastOfShowText },
        { nameof(GuideQueries.OfShowOnChannelText), GuideQueries.OfShowOnChannelText },
        { nameof(GuideQueries.OfProgrammeIdText), GuideQueries.OfProgrammeIdText },
        { nameof(GuideQueries.OfSeriesText), GuideQueries.OfSeriesText },
        { nameof(GuideQueries.SearchText), GuideQueries.SearchText },
        { nameof(GuideQueries.SpanText), GuideQueries.SpanText },
    };

    public void Dispose() => _guide.Dispose();

    [Theory]
    [MemberData(nameof(Queries))]
    public void No_question_reads_all_programmes(string name, string query)
    {
        var plan = Plan(query);

        Assert.NotEmpty(plan);
        Assert.DoesNotContain(plan, step => step.StartsWith("SCAN p", StringComparison.Ordinal) || step.StartsWith("SCAN o", StringComparison.Ordinal));
        Assert.All(
            plan.Where(step => step.StartsWith("SEARCH p", StringComparison.Ordinal) || step.StartsWith("SEARCH o", StringComparison.Ordinal)),
            step => Assert.True(step.Contains("USING INDEX programme_by", StringComparison.Ordinal) || step.Contains("USING COVERING INDEX programme_by", StringComparison.Ordinal)
                || step.Contains("INTEGER PRIMARY KEY", StringComparison.Ordinal), $"{name}: {step}"));
    }

    [Theory]
    [InlineData(GuideQueries.OfShowText)]
    [InlineData(GuideQueries.LastOfShowText)]
    [InlineData(GuideQueries.OnText)]
    [InlineData(GuideQueries.OnChannelText)]
    public void The_first_airings_are_read_in_order_and_no_more_of_them(string query) =>
        Assert.DoesNotContain(Plan(query), step => step.Contains("TEMP B-TREE", StringComparison.Ordinal));

    private List<string> Plan(string query)
    {
        using var connection = Sql.Open(Path.Combine(_guide.Folder, "guide.db"), SqliteOpenMode.ReadOnly);
        using var command = connection.Command("EXPLAIN QUERY PLAN " + query);
        foreach (var name in (string[])["@channel", "@at", "@from", "@to", "@before", "@limit", "@shift", "@show", "@id", "@words"])
        {
            if (query.Contains(name, StringComparison.Ordinal))
            {
                command.Parameters.AddWithValue(name, 1);
            }
        }

        var steps = new List<string>();
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            steps.Add(row.GetString(3));
        }

        return steps;
    }
}
