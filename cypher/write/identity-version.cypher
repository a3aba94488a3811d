// Remembers how the events of this graph are named.
// Parameters: version.
MERGE (intake:Intake {name: "identities"})
SET intake.version = toInteger($version)
