using System.Globalization;
using Microsoft.Data.Sqlite;

namespace SeeIt.TestKit.Schemas;

/// <summary>
/// The kept dumps of a database, <c>NAME-VERSION.sql</c> in the folders Schemas: what each version of the program once wrote,
/// with a few rows that must survive. A dump is never changed.
/// </summary>
internal static class SchemaDump
{
    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Schemas");

    /// <summary>The versions that are kept, rising.</summary>
    public static IReadOnlyList<int> Versions(string name) =>
    [
        .. Directory.EnumerateFiles(Folder, $"{name}-*.sql")
            .Select(path => int.Parse(Path.GetFileNameWithoutExtension(path)[(name.Length + 1)..], CultureInfo.InvariantCulture))
            .Order(),
    ];

    /// <summary>For a theory.</summary>
    public static TheoryData<int> Theory(string name) => [.. Versions(name)];

    /// <summary>Makes the file anew.</summary>
    public static void Load(string name, int version, string file)
    {
        File.Delete(file);
        Execute(file, File.ReadAllText(Path.Combine(Folder, $"{name}-{version.ToString(CultureInfo.InvariantCulture)}.sql")));
    }

    public static object? Execute(string file, string sql)
    {
        using var connection = Open(file);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    /// <summary>
    /// Tables with their columns, keys and indexes, a line each. The order of columns is left out, and so are the defaults of
    /// those that must have a value: a column that came later has one for the rows that were there.
    /// </summary>
    public static IReadOnlyList<string> Shape(string file)
    {
        using var connection = Open(file);
        var tables = Read(connection, "SELECT name || ' strict=' || strict || ' without rowid=' || wr FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'virtual') AND name NOT LIKE 'sqlite_%' AND name <> '__EFMigrationsLock'");
        return
        [
            .. tables,
            .. Of(
                """
                SELECT t.name || '.' || c.name || ' ' || c.type || ' notnull=' || c."notnull" || ' key=' || c.pk
                    || CASE WHEN c."notnull" THEN '' ELSE ' default=' || coalesce(c.dflt_value, '') END
                FROM pragma_table_list t JOIN pragma_table_xinfo(t.name) c WHERE t.schema = 'main' AND t.type IN ('table', 'virtual') AND t.name NOT LIKE 'sqlite_%' AND t.name <> '__EFMigrationsLock'
                """),
            .. Of(
                """
                SELECT t.name || ' index unique=' || i."unique" || ' partial=' || i.partial || ' '
                    || (SELECT group_concat(coalesce(x.name, '') || ' ' || coalesce(x.coll, ''), ', ') FROM pragma_index_xinfo(i.name) x WHERE x.key)
                FROM pragma_table_list t JOIN pragma_index_list(t.name) i WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE 'sqlite_%' AND t.name <> '__EFMigrationsLock'
                """),
            .. Of(
                """
                SELECT t.name || ' ' || f."from" || ' -> ' || f."table" || '.' || coalesce(f."to", '') || ' ' || f.on_delete
                FROM pragma_table_list t JOIN pragma_foreign_key_list(t.name) f WHERE t.schema = 'main'
                """),
        ];

        IEnumerable<string> Of(string sql) => Read(connection, sql);
    }

    private static List<string> Read(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var rows = command.ExecuteReader();
        List<string> lines = [];
        while (rows.Read())
        {
            lines.Add(rows.GetString(0));
        }

        lines.Sort(StringComparer.Ordinal);
        return lines;
    }

    private static SqliteConnection Open(string file)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false, ForeignKeys = false }.ToString());
        connection.Open();
        return connection;
    }
}
