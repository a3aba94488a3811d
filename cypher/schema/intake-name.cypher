// The record of who writes accepted events is one node, whoever makes it.
CREATE CONSTRAINT intake_name IF NOT EXISTS FOR (intake:Intake) REQUIRE intake.name IS UNIQUE
