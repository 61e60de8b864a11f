CREATE TABLE input (id INTEGER PRIMARY KEY, kind INTEGER NOT NULL, name TEXT NOT NULL);

CREATE TABLE channel (position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, number TEXT,
    grouping TEXT, guide_id TEXT, shift INTEGER NOT NULL, radio INTEGER NOT NULL, logo TEXT);
CREATE TABLE alias (channel TEXT NOT NULL, alias TEXT NOT NULL);
CREATE TABLE source (channel TEXT NOT NULL, uri TEXT NOT NULL, headers TEXT, options TEXT, input TEXT NOT NULL);

CREATE TABLE guide_channel (id INTEGER PRIMARY KEY, xmltv_id TEXT NOT NULL UNIQUE);
CREATE TABLE guide_name (guide_channel INTEGER NOT NULL, input INTEGER NOT NULL, name TEXT NOT NULL);
CREATE TABLE programme (id INTEGER PRIMARY KEY, input INTEGER NOT NULL, guide_channel INTEGER NOT NULL,
    start INTEGER NOT NULL, stop INTEGER, show INTEGER NOT NULL, title TEXT NOT NULL, language TEXT, sub_title TEXT,
    description TEXT, people TEXT, categories TEXT, season INTEGER, episode INTEGER, part INTEGER, programme_id TEXT,
    episode_ids TEXT, date TEXT, repeat INTEGER NOT NULL, new INTEGER NOT NULL);
CREATE TABLE show_title (show INTEGER NOT NULL, title TEXT NOT NULL, PRIMARY KEY (show, title)) WITHOUT ROWID;

CREATE TABLE channel_guide (channel TEXT PRIMARY KEY, guide_channel INTEGER NOT NULL, shift INTEGER NOT NULL) WITHOUT ROWID;

INSERT INTO input VALUES (1, 1, 'guide.xml');
INSERT INTO channel VALUES (0, 'garden.example', 'Garden TV', '1', NULL, 'garden.example', 0, 0, NULL);
INSERT INTO alias VALUES ('garden.example', 'Garden');
INSERT INTO source VALUES ('garden.example', 'http://tv.example/1', NULL, NULL, 'tv.m3u');
INSERT INTO guide_channel VALUES (1, 'garden.example');
INSERT INTO guide_channel VALUES (2, 'Garden.Example');
INSERT INTO guide_name VALUES (1, 1, 'Garden TV');
INSERT INTO programme VALUES (1, 1, 1, 1893456000, 1893459600, 3928318962723384999, 'The Night Garden', 'en', 'The Gate', 'A door opens.', NULL, NULL, 2, 5, NULL, NULL, NULL, NULL, 0, 0);
INSERT INTO programme VALUES (2, 1, 2, 1893459600, 1893463200, 8086417196309322313, 'News at Ten', 'en', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, 0);
INSERT INTO show_title VALUES (3928318962723384999, 'The Night Garden');
INSERT INTO show_title VALUES (8086417196309322313, 'News at Ten');
INSERT INTO channel_guide VALUES ('garden.example', 1, 0);
CREATE INDEX IF NOT EXISTS programme_by_time ON programme (guide_channel, start);
CREATE INDEX programme_by_show ON programme (show, start, guide_channel);
CREATE INDEX programme_by_id ON programme (programme_id, start) WHERE programme_id IS NOT NULL;
CREATE INDEX guide_of ON channel_guide (guide_channel);
CREATE VIRTUAL TABLE programme_text USING fts5 (title, sub_title, description, people, content = 'programme',
    content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2', detail = column);
INSERT INTO programme_text (programme_text) VALUES ('rebuild');
PRAGMA user_version = 1;
