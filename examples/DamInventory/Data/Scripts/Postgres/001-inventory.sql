CREATE TABLE dams (
    id        BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name      TEXT COLLATE "C" NOT NULL,
    owner     TEXT COLLATE "C" NOT NULL,
    river     TEXT COLLATE "C" NOT NULL,
    built     TEXT COLLATE "C" NOT NULL, -- a day (1935-07-04), a year (1935), or nothing
    latitude  DOUBLE PRECISION NOT NULL,
    longitude DOUBLE PRECISION NOT NULL,
    search    TEXT COLLATE "C" NOT NULL  -- name, owner and river in lower case
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
    dam_id    BIGINT PRIMARY KEY REFERENCES dams (id) ON DELETE CASCADE,
    file_name TEXT COLLATE "C" NOT NULL
);
CREATE TABLE hydrograph_points (
    dam_id BIGINT NOT NULL REFERENCES hydrographs (dam_id) ON DELETE CASCADE,
    hours  DOUBLE PRECISION NOT NULL,
    flow   DOUBLE PRECISION NOT NULL,
    PRIMARY KEY (dam_id, hours)
);

CREATE TABLE users (
    id            BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name          TEXT COLLATE "C" NOT NULL UNIQUE,
    password_hash TEXT COLLATE "C" NOT NULL,
    can_add_dams  BOOLEAN NOT NULL
);

CREATE TABLE imports (
    id        TEXT COLLATE "C" PRIMARY KEY,
    owner     TEXT COLLATE "C" NOT NULL, -- who uploaded it
    file_name TEXT COLLATE "C" NOT NULL,
    dams      TEXT COLLATE "C" NOT NULL, -- JSON
    total     INTEGER NOT NULL,
    done      INTEGER NOT NULL,
    state     TEXT COLLATE "C" NOT NULL
);
