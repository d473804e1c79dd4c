-- Device profiles: Lua files of vendor hooks, one for a model and a protocol. A deleted one keeps its row and its versions.
CREATE TABLE profile (
  model        text COLLATE "C" NOT NULL,
  protocol     text        NOT NULL,
  description  text        NOT NULL,
  version      bigint      NOT NULL,
  active       boolean     NOT NULL,
  deleted      boolean     NOT NULL DEFAULT false,
  created      timestamptz NOT NULL,
  created_by   text        NOT NULL,
  changed      timestamptz NOT NULL,
  changed_by   text        NOT NULL,
  PRIMARY KEY (model, protocol)
);

CREATE TABLE profile_version (
  model     text COLLATE "C" NOT NULL,
  protocol  text        NOT NULL,
  version   bigint      NOT NULL,
  content   text        NOT NULL,
  note      text        NOT NULL,
  at        timestamptz NOT NULL,
  by        text        NOT NULL,
  PRIMARY KEY (model, protocol, version),
  FOREIGN KEY (model, protocol) REFERENCES profile ON DELETE CASCADE
);

-- What profiles wrote; as script_log.
CREATE TABLE profile_log (
  id     bigint GENERATED ALWAYS AS IDENTITY (CACHE 1) PRIMARY KEY,
  name   text COLLATE "C" NOT NULL,
  at     timestamptz NOT NULL,
  level  text        NOT NULL,
  text   text        NOT NULL
);

CREATE INDEX profile_log_name ON profile_log (name, id);
CREATE INDEX profile_log_at ON profile_log USING brin (at);

-- Diagnostics on devices, running and done; what was asked and what came of it as JSON.
CREATE TABLE diagnostic (
  id           text        NOT NULL PRIMARY KEY,
  sn           text COLLATE "C" NOT NULL,
  kind         text        NOT NULL,
  protocol     text        NOT NULL,
  state        text        NOT NULL,
  step         text        NOT NULL,
  request      text        NOT NULL,
  result       text,
  problem      text,
  started      timestamptz NOT NULL,
  ended        timestamptz,
  -- Until when the node that runs it is believed to be there.
  alive_until  timestamptz NOT NULL
);

-- One at a time for each device and kind.
CREATE UNIQUE INDEX diagnostic_running ON diagnostic (sn, kind) WHERE ended IS NULL;
CREATE INDEX diagnostic_history ON diagnostic (sn, kind, started DESC);
CREATE INDEX diagnostic_started ON diagnostic (started);
