-- How far a listener is: all of its events up to the cursor are done, and those listed beyond it.
CREATE TABLE listener (
  owner    text        NOT NULL,
  name     text        NOT NULL,
  position bigint      NOT NULL,
  done     bigint[]    NOT NULL,
  updated  timestamptz NOT NULL,
  PRIMARY KEY (owner, name)
) WITH (fillfactor = 70);

-- Events a listener's callback failed on for good; they keep nothing else up.
CREATE TABLE parked_event (
  owner     text        NOT NULL,
  listener  text        NOT NULL,
  event     bigint      NOT NULL,
  sn        text COLLATE "C" NOT NULL,
  type      text        NOT NULL,
  at        timestamptz NOT NULL,
  data      text,
  error     text        NOT NULL,
  attempts  integer     NOT NULL,
  parked    timestamptz NOT NULL,
  PRIMARY KEY (owner, listener, event)
);
