BEGIN TRANSACTION;
CREATE TABLE command (
    id        TEXT PRIMARY KEY,
    sequence  INTEGER NOT NULL,
    result    TEXT,                 -- the terminal CommandReport as JSON; null while it runs
    delivered INTEGER NOT NULL DEFAULT 0
) STRICT;
INSERT INTO "command" VALUES('000000000000000000000000000000c1',7,'{"commandId":"00000000-0000-0000-0000-0000000000c1","progress":"done","firstPictureMs":412}',0);
INSERT INTO "command" VALUES('000000000000000000000000000000c2',8,NULL,0);
CREATE TABLE viewing_session (
    id         INTEGER PRIMARY KEY,
    command    TEXT NOT NULL,
    channel_id TEXT NOT NULL,
    title      TEXT,
    post       TEXT,                -- the Post as JSON
    started    INTEGER NOT NULL,    -- Unix milliseconds, by the box's clock
    ended      INTEGER,
    outcome    TEXT,                -- finished, stopped, interrupted, error; null while it runs
    boot       TEXT                 -- the machine's boot id when it began
) STRICT;
INSERT INTO "viewing_session" VALUES(1,'000000000000000000000000000000c1','garden','The Night Garden','{"text":"Can''t believe that twist on #NightGarden"}',1767290400000,1767294000000,'finished','another boot');
INSERT INTO "viewing_session" VALUES(2,'000000000000000000000000000000c2','news','News at Ten',NULL,1767304800000,NULL,NULL,'another boot');
CREATE INDEX command_undelivered ON command (sequence) WHERE delivered = 0;
COMMIT;
PRAGMA user_version = 2;
