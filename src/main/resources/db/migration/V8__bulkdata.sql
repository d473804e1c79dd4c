-- Bulk data reports (TR-157, TR-369 Annex A); parameters as a JSON object of texts.
CREATE TABLE bulk_report (
  id          bigint GENERATED ALWAYS AS IDENTITY (CACHE 1) PRIMARY KEY,
  sn          text COLLATE "C" NOT NULL,
  profile     text        NOT NULL,
  transport   text        NOT NULL,
  format      text        NOT NULL,
  -- When the device says it collected the values.
  collected   timestamptz,
  received    timestamptz NOT NULL,
  count       integer     NOT NULL,
  parameters  text        NOT NULL
);

CREATE INDEX bulk_report_device ON bulk_report (sn, id);
CREATE INDEX bulk_report_received ON bulk_report USING brin (received);
