-- Last contacts in a narrow table of their own: a fleet writes one row a session, and a page holds many of them. No index
-- but the key, so that an update touches nothing else (HOT).
CREATE TABLE device_contact (
  sn            text COLLATE "C" NOT NULL PRIMARY KEY,
  last_contact  timestamptz,
  online_until  timestamptz
) WITH (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.05);

INSERT INTO device_contact (sn, last_contact, online_until) SELECT sn, last_contact, online_until FROM device;

ALTER TABLE device DROP COLUMN last_contact, DROP COLUMN online_until;
