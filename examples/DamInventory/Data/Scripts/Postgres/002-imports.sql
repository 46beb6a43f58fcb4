ALTER TABLE imports ADD COLUMN started BIGINT NOT NULL DEFAULT 0; -- Unix milliseconds; 0 until somebody starts it
CREATE INDEX imports_by_owner ON imports (owner, started);
CREATE INDEX imports_by_state ON imports (state);
