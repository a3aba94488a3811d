// How the events of this graph are named that have no id of the shop's: 1 where those with an order are named by it.
// Result: one row, version; none where nothing is known of it. Example: 1
MATCH (intake:Intake {name: "identities"})
USING INDEX SEEK intake:Intake(name)
RETURN intake.version AS version
