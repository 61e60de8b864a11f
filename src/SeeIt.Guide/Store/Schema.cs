namespace SeeIt.Guide.Store;

/// <summary>The tables of guide.db. A file of an older version is taken over (<see cref="GuideUpgrade"/>); one of a newer is refused.</summary>
internal static class Schema
{
    public const int Version = 3;

    /// <summary>Created first, empty; indexes come when the rows are there.</summary>
    public const string Tables =
        """
        CREATE TABLE input (id INTEGER PRIMARY KEY, kind INTEGER NOT NULL, name TEXT NOT NULL, version TEXT);

        CREATE TABLE channel (position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, number TEXT,
            grouping TEXT, guide_id TEXT, shift INTEGER NOT NULL, radio INTEGER NOT NULL, logo TEXT);
        CREATE TABLE alias (channel TEXT NOT NULL, alias TEXT NOT NULL);
        CREATE TABLE source (channel TEXT NOT NULL, uri TEXT NOT NULL, headers TEXT, options TEXT, input TEXT NOT NULL,
            tuner_group TEXT, tuner_count INTEGER);

        CREATE TABLE guide_channel (id INTEGER PRIMARY KEY, xmltv_id TEXT NOT NULL UNIQUE COLLATE NOCASE);
        CREATE TABLE guide_name (guide_channel INTEGER NOT NULL, input INTEGER NOT NULL, name TEXT NOT NULL);
        CREATE TABLE programme (id INTEGER PRIMARY KEY, input INTEGER NOT NULL, guide_channel INTEGER NOT NULL,
            start INTEGER NOT NULL, stop INTEGER, show INTEGER NOT NULL, title TEXT NOT NULL, language TEXT, sub_title TEXT,
            description TEXT, people TEXT, categories TEXT, season INTEGER, episode INTEGER, part INTEGER, programme_id TEXT,
            episode_ids TEXT, date TEXT, repeat INTEGER NOT NULL, new INTEGER NOT NULL, line INTEGER NOT NULL);
        CREATE TABLE show_title (show INTEGER NOT NULL, title TEXT NOT NULL, PRIMARY KEY (show, title)) WITHOUT ROWID;

        CREATE TABLE channel_guide (channel TEXT PRIMARY KEY, guide_channel INTEGER NOT NULL, shift INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE shift (seconds INTEGER PRIMARY KEY);
        """;

    /// <summary>From each older version to the next. What was released is never changed: add a step, and a dump beside the tests.</summary>
    public static readonly string[] Steps = [ToSecond, ToThird];

    private const string ToSecond =
        "ALTER TABLE source ADD COLUMN tuner_group TEXT; ALTER TABLE source ADD COLUMN tuner_count INTEGER;";

    /// <summary>Ids of channels that differ in their case only become one, and what is then on it twice goes.</summary>
    private const string ToThird =
        """
        ALTER TABLE input ADD COLUMN version TEXT;
        ALTER TABLE programme ADD COLUMN line INTEGER NOT NULL DEFAULT 0;
        CREATE TABLE shift (seconds INTEGER PRIMARY KEY);
        INSERT INTO shift SELECT DISTINCT shift FROM channel_guide;
        CREATE TABLE guide_channel_new (id INTEGER PRIMARY KEY, xmltv_id TEXT NOT NULL UNIQUE COLLATE NOCASE);
        INSERT OR IGNORE INTO guide_channel_new SELECT id, xmltv_id FROM guide_channel ORDER BY id;
        CREATE TEMP TABLE merged AS SELECT o.id AS gone, n.id AS kept FROM guide_channel o
            JOIN guide_channel_new n ON n.xmltv_id = o.xmltv_id WHERE n.id <> o.id;
        UPDATE guide_name SET guide_channel = (SELECT kept FROM merged WHERE gone = guide_channel) WHERE guide_channel IN (SELECT gone FROM merged);
        UPDATE programme SET guide_channel = (SELECT kept FROM merged WHERE gone = guide_channel) WHERE guide_channel IN (SELECT gone FROM merged);
        UPDATE channel_guide SET guide_channel = (SELECT kept FROM merged WHERE gone = guide_channel) WHERE guide_channel IN (SELECT gone FROM merged);
        DROP TABLE merged;
        DROP TABLE guide_channel;
        ALTER TABLE guide_channel_new RENAME TO guide_channel;
        DROP INDEX programme_by_show;
        DROP INDEX guide_of;
        CREATE INDEX programme_by_show ON programme (show, start, guide_channel, stop);
        CREATE INDEX guide_of ON channel_guide (guide_channel, shift);
        DELETE FROM programme WHERE EXISTS (SELECT 1 FROM programme o WHERE o.guide_channel = programme.guide_channel
            AND o.start = programme.start AND o.id < programme.id);
        INSERT INTO programme_text (programme_text) VALUES ('rebuild');
        """;

    public const string ClearLineup = "DELETE FROM channel; DELETE FROM alias; DELETE FROM source; DELETE FROM channel_guide; DELETE FROM shift;";

    public const string TimeIndex = "CREATE INDEX IF NOT EXISTS programme_by_time ON programme (guide_channel, start);";

    /// <summary>Full text is sorted in pieces of 8 MB, so that fewer of them are to be merged.</summary>
    public const string Indexes =
        """
        CREATE INDEX programme_by_show ON programme (show, start, guide_channel, stop);
        CREATE INDEX programme_by_id ON programme (programme_id, start) WHERE programme_id IS NOT NULL;
        CREATE INDEX guide_of ON channel_guide (guide_channel, shift);
        CREATE VIRTUAL TABLE programme_text USING fts5 (title, sub_title, description, people, content = 'programme',
            content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2', detail = column);
        INSERT INTO programme_text (programme_text, rank) VALUES ('hashsize', 8000000);
        INSERT INTO programme_text (programme_text) VALUES ('rebuild');
        """;

    /// <summary>No length, while another programme begins at the same time on the channel: nothing is to be seen of it.</summary>
    public const string WithoutLength =
        """
        stop IS NULL AND EXISTS (SELECT 1 FROM programme o WHERE o.guide_channel = programme.guide_channel
            AND o.start = programme.start AND o.stop IS NOT NULL)
        """;

    /// <summary>The first input, and in it the first programme, counts.</summary>
    public const string Repeated =
        """
        EXISTS (SELECT 1 FROM programme o WHERE o.guide_channel = programme.guide_channel AND o.start = programme.start
            AND o.id < programme.id)
        """;

    /// <summary>A missing stop is the next start on the channel. The last one's is an hour after its start.</summary>
    public const string FillStops =
        """
        UPDATE programme SET stop = COALESCE((SELECT MIN(o.start) FROM programme o
            WHERE o.guide_channel = programme.guide_channel AND o.start > programme.start), start + 3600)
        WHERE stop IS NULL;
        """;

    public const string CopyGuide =
        """
        INSERT OR IGNORE INTO guide_channel (xmltv_id) SELECT DISTINCT c.xmltv_id FROM old.guide_channel c
            JOIN old.guide_name n ON n.guide_channel = c.id JOIN old.input i ON i.id = n.input WHERE i.name = @name AND i.kind = 1;
        INSERT OR IGNORE INTO guide_channel (xmltv_id) SELECT DISTINCT c.xmltv_id FROM old.guide_channel c
            JOIN old.programme p ON p.guide_channel = c.id JOIN old.input i ON i.id = p.input WHERE i.name = @name AND i.kind = 1;
        INSERT INTO guide_name SELECT g.id, @input, n.name FROM old.guide_name n JOIN old.input i ON i.id = n.input
            JOIN old.guide_channel c ON c.id = n.guide_channel JOIN guide_channel g ON g.xmltv_id = c.xmltv_id
            WHERE i.name = @name AND i.kind = 1;
        INSERT INTO programme SELECT NULL, @input, g.id, p.start, p.stop, p.show, p.title, p.language, p.sub_title,
            p.description, p.people, p.categories, p.season, p.episode, p.part, p.programme_id, p.episode_ids, p.date, p.repeat, p.new,
            p.line
            FROM old.programme p JOIN old.input i ON i.id = p.input JOIN old.guide_channel c ON c.id = p.guide_channel
            JOIN guide_channel g ON g.xmltv_id = c.xmltv_id WHERE i.name = @name AND i.kind = 1 ORDER BY p.id;
        INSERT OR IGNORE INTO show_title SELECT show, title FROM old.show_title;
        """;

    /// <summary>Undoes a guide that turned out to be broken.</summary>
    public const string RemoveGuide =
        """
        DELETE FROM programme WHERE input = @input;
        DELETE FROM guide_name WHERE input = @input;
        DELETE FROM input WHERE id = @input;
        """;
}
