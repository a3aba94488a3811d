// Makes a process the one that writes accepted events; what one before it sends from then on is refused.
// Parameters: writer (its name).
MERGE (intake:Intake {name: "events"})
SET intake.writer = $writer
