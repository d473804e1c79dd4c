-- Services (zero-touch provisioning): a definition is a Lua script with typed variables and the events that trigger it.
CREATE TABLE service (
  id               text        NOT NULL PRIMARY KEY,
  description      text        NOT NULL,
  script           text        NOT NULL,
  variables        text        NOT NULL,
  events           text[]      NOT NULL,
  active           boolean     NOT NULL,
  timeout_seconds  integer     NOT NULL,
  updated          timestamptz NOT NULL
);

-- A service on one device. The values of its variables are encrypted: there are passwords among them.
CREATE TABLE service_instance (
  id         text        NOT NULL PRIMARY KEY,
  service    text        NOT NULL REFERENCES service,
  sn         text COLLATE "C" NOT NULL,
  variables  text        NOT NULL,
  status     text        NOT NULL,
  detail     text,
  log        text,
  -- Who runs it now, and until when that counts.
  run        text,
  run_until  timestamptz,
  created    timestamptz NOT NULL,
  updated    timestamptz NOT NULL,
  applied    timestamptz
);

CREATE INDEX service_instance_device ON service_instance (sn, id);
CREATE INDEX service_instance_service ON service_instance (service, id);
