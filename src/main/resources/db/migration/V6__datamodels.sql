-- JSON plugins of data models. Models: which models of device they are for; none: all.
CREATE TABLE datamodel_plugin (
  file      text COLLATE "C" NOT NULL PRIMARY KEY,
  content   text        NOT NULL,
  models    text[]      NOT NULL,
  revision  bigint      NOT NULL,
  updated   timestamptz NOT NULL
);

-- Counts the changes of plugins: by it a node sees that others changed some.
CREATE TABLE datamodel_revision (
  one       boolean NOT NULL PRIMARY KEY DEFAULT true CHECK (one),
  revision  bigint  NOT NULL
);
INSERT INTO datamodel_revision (revision) VALUES (0);

-- What devices of a model support in a firmware version: paths without instances, compressed.
CREATE TABLE model_paths (
  model    text COLLATE "C" NOT NULL,
  version  text COLLATE "C" NOT NULL,
  paths    bytea       NOT NULL,
  count    integer     NOT NULL,
  updated  timestamptz NOT NULL,
  PRIMARY KEY (model, version)
);
