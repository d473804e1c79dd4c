-- Agents that listen for the controller, and where.
CREATE TABLE dialed_agent (
  sn   text COLLATE "C" NOT NULL PRIMARY KEY,
  url  text NOT NULL
);
