// Whether a process is still the one that writes accepted events; until its transaction ends no other becomes it.
// Parameters: writer (its name).
// Result: one row, held: 1, or 0 where it is not. Example: 1
MATCH (intake:Intake {name: "events"})
USING INDEX SEEK intake:Intake(name)
SET intake.seen = $writer
WITH intake
WHERE intake.writer = $writer
RETURN count(*) AS held
