-- Scripts. The row decides what runs: every change that calls for another run, or for none, raises the revision; the
-- script's home writes up to which revision it is done, so what is not done is found by a small index.
-- A deleted script keeps its row and its versions; one of the same name goes on counting.
CREATE TABLE script (
  name            text COLLATE "C" NOT NULL PRIMARY KEY,
  description     text        NOT NULL,
  version         bigint      NOT NULL,
  active          boolean     NOT NULL,
  deleted         boolean     NOT NULL DEFAULT false,
  origin          text        NOT NULL,
  revision        bigint      NOT NULL,
  ended_revision  bigint      NOT NULL DEFAULT 0,
  problem         text,
  created         timestamptz NOT NULL,
  created_by      text        NOT NULL,
  changed         timestamptz NOT NULL,
  changed_by      text        NOT NULL
);

CREATE INDEX script_pending ON script (name) WHERE ended_revision < revision;

-- What each version was.
CREATE TABLE script_version (
  name     text COLLATE "C" NOT NULL REFERENCES script ON DELETE CASCADE,
  version  bigint      NOT NULL,
  content  text        NOT NULL,
  note     text        NOT NULL,
  at       timestamptz NOT NULL,
  by       text        NOT NULL,
  PRIMARY KEY (name, version)
);

-- What scripts wrote. Ids ascend in the order of commits, as those of events do.
CREATE TABLE script_log (
  id     bigint GENERATED ALWAYS AS IDENTITY (CACHE 1) PRIMARY KEY,
  name   text COLLATE "C" NOT NULL,
  at     timestamptz NOT NULL,
  level  text        NOT NULL,
  text   text        NOT NULL
);

CREATE INDEX script_log_name ON script_log (name, id);
CREATE INDEX script_log_at ON script_log USING brin (at);

-- What scripts remember over runs and versions; values as JSON.
CREATE TABLE script_value (
  name     text COLLATE "C" NOT NULL REFERENCES script ON DELETE CASCADE,
  key      text COLLATE "C" NOT NULL,
  value    text        NOT NULL,
  updated  timestamptz NOT NULL,
  PRIMARY KEY (name, key)
);
