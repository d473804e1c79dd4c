-- What links the two records of a box that speaks both protocols: an agent's serial number ...
ALTER TABLE device ADD COLUMN serial text COLLATE "C";
CREATE INDEX device_serial ON device (serial) WHERE serial IS NOT NULL;

-- ... and the endpoint id that a CPE told over CWMP. A hash, because a CPE may tell what is too long for a tree.
CREATE INDEX parameter_endpoint ON parameter USING hash (value) WHERE name = 'Device.LocalAgent.EndpointID';
