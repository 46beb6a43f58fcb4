CREATE TABLE dams (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    name      TEXT NOT NULL,
    owner     TEXT NOT NULL,
    river     TEXT NOT NULL,
    built     TEXT NOT NULL, -- a day (1935-07-04), a year (1935), or nothing
    latitude  REAL NOT NULL,
    longitude REAL NOT NULL,
    search    TEXT NOT NULL  -- name, owner and river in lower case
);
CREATE INDEX dams_by_name ON dams (lower(name), id);
CREATE INDEX dams_by_owner ON dams (lower(owner), id);
CREATE INDEX dams_by_river ON dams (lower(river), id);
CREATE INDEX dams_by_built ON dams (built, id);
CREATE INDEX dams_by_place ON dams (longitude, latitude);
CREATE INDEX dams_by_latitude ON dams (latitude);

-- How many dams there are: one row, so that who adds one locks it, and nobody exceeds max_dams.
CREATE TABLE inventory (one INTEGER PRIMARY KEY CHECK (one = 1), dams INTEGER NOT NULL);
INSERT INTO inventory VALUES (1, 0);

CREATE TABLE hydrographs (
    dam_id    INTEGER PRIMARY KEY REFERENCES dams (id) ON DELETE CASCADE,
    file_name TEXT NOT NULL
);
CREATE TABLE hydrograph_points (
    dam_id INTEGER NOT NULL REFERENCES hydrographs (dam_id) ON DELETE CASCADE,
    hours  REAL NOT NULL,
    flow   REAL NOT NULL,
    PRIMARY KEY (dam_id, hours)
) WITHOUT ROWID;

CREATE TABLE users (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    name          TEXT NOT NULL UNIQUE,
    password_hash TEXT NOT NULL,
    can_add_dams  INTEGER NOT NULL
);

CREATE TABLE imports (
    id        TEXT PRIMARY KEY,
    owner     TEXT NOT NULL, -- who uploaded it
    file_name TEXT NOT NULL,
    dams      TEXT NOT NULL, -- JSON
    total     INTEGER NOT NULL,
    done      INTEGER NOT NULL,
    state     TEXT NOT NULL
);
