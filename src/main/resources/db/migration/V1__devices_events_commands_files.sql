-- Devices: the serialized state of the actor and, beside it, what is searched and listed.
-- fillfactor: updates that touch no indexed value stay on their page and touch no index (HOT).
CREATE TABLE device (
  sn             text COLLATE "C" NOT NULL PRIMARY KEY,
  revision       bigint      NOT NULL,
  serializer     integer     NOT NULL,
  manifest       text        NOT NULL,
  payload        bytea       NOT NULL,
  updated        timestamptz NOT NULL,
  oui            text,
  vendor         text,
  model          text,
  product_class  text,
  version        text,
  alias          text,
  tags           text[],
  profile        text,
  cwmp           boolean     NOT NULL DEFAULT false,
  usp            boolean     NOT NULL DEFAULT false,
  data_model     text,
  ip             text,
  first_contact  timestamptz,
  last_contact   timestamptz,
  online_until   timestamptz
) WITH (fillfactor = 75, autovacuum_vacuum_scale_factor = 0.05);

CREATE INDEX device_vendor ON device (vendor, sn);
CREATE INDEX device_model ON device (model, sn);
CREATE INDEX device_tags ON device USING gin (tags) WHERE tags IS NOT NULL;

-- What a search looks through. An expression, so that it takes no room in the row.
CREATE FUNCTION device_search_text(sn text, alias text, vendor text, model text, product_class text, version text, ip text)
  RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN lower(sn || ' ' || coalesce(alias, '') || ' ' || coalesce(vendor, '') || ' ' || coalesce(model, '') || ' '
    || coalesce(product_class, '') || ' ' || coalesce(version, '') || ' ' || coalesce(ip, ''));

-- Substring search needs the extension pg_trgm, which an owner of the database may create, others may not.
DO $$
BEGIN
  CREATE EXTENSION IF NOT EXISTS pg_trgm;
  CREATE INDEX device_search ON device
    USING gin (device_search_text(sn, alias, vendor, model, product_class, version, ip) gin_trgm_ops);
EXCEPTION WHEN insufficient_privilege OR undefined_file OR feature_not_supported OR undefined_object THEN
  RAISE WARNING 'no extension pg_trgm (%): device search finds beginnings of serial numbers only', SQLERRM;
END
$$;

-- Everything ever read from a device.
CREATE TABLE parameter (
  sn        text COLLATE "C" NOT NULL,
  name      text COLLATE "C" NOT NULL,
  value     text,
  type      text,
  writable  boolean,
  updated   timestamptz NOT NULL,
  PRIMARY KEY (sn, name)
) WITH (fillfactor = 85);

-- The event log. Ids ascend in the order of commits: writers append one after the other (advisory lock).
CREATE TABLE event (
  id    bigint GENERATED ALWAYS AS IDENTITY (CACHE 1) PRIMARY KEY,
  sn    text COLLATE "C" NOT NULL,
  type  text        NOT NULL,
  at    timestamptz NOT NULL,
  data  text
);

CREATE INDEX event_sn ON event (sn, id);
CREATE INDEX event_type ON event (type, id);

-- Which event types the nodes' followers ask for just now; '*' is all.
CREATE TABLE event_interest (
  node     text        NOT NULL,
  type     text        NOT NULL,
  expires  timestamptz NOT NULL,
  PRIMARY KEY (node, type)
);

-- Outcomes of commands.
CREATE TABLE command (
  sn         text COLLATE "C" NOT NULL,
  id         text        NOT NULL,
  rpc        text        NOT NULL,
  state      text        NOT NULL,
  origin     text,
  request    text,
  result     text,
  queued_at  timestamptz NOT NULL,
  ended_at   timestamptz,
  PRIMARY KEY (sn, id)
) WITH (fillfactor = 80);

CREATE INDEX command_newest ON command (sn, queued_at DESC, id DESC);
CREATE INDEX command_ended ON command (ended_at) WHERE ended_at IS NOT NULL;

-- What devices authenticate with; hashes.
CREATE TABLE credential (
  username    text        NOT NULL PRIMARY KEY,
  sn          text,
  ha1_md5     text,
  ha1_sha256  text,
  basic_hash  text,
  updated     timestamptz NOT NULL
);

-- Files. A content is garbage while it is written (then somebody may break off) and after it was replaced (then
-- somebody may still read it); the garbage collector gives it a while.
CREATE TABLE file_content (
  id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  garbage_since  timestamptz DEFAULT now()
);

CREATE TABLE file_chunk (
  content  bigint  NOT NULL REFERENCES file_content ON DELETE CASCADE,
  part     integer NOT NULL,
  data     bytea   NOT NULL,
  PRIMARY KEY (content, part)
);
ALTER TABLE file_chunk ALTER COLUMN data SET STORAGE EXTERNAL; -- firmware is compressed already; slices read fast

CREATE TABLE file (
  name     text        NOT NULL PRIMARY KEY,
  type     text,
  version  text,
  model    text,
  size     bigint      NOT NULL,
  sha256   text        NOT NULL,
  updated  timestamptz NOT NULL,
  content  bigint      NOT NULL REFERENCES file_content
);

-- Secrets all nodes share.
CREATE TABLE cluster_secret (
  name   text  NOT NULL PRIMARY KEY,
  value  bytea NOT NULL
);

-- Leases: whoever holds one is the only one, until it expires by the database's clock.
CREATE TABLE lease (
  name     text        NOT NULL PRIMARY KEY,
  owner    text        NOT NULL,
  expires  timestamptz NOT NULL
);
