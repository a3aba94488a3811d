// An event of this type is in the graph at most once, whoever writes it and however often.
CREATE CONSTRAINT returned_event_id IF NOT EXISTS FOR ()-[event:RETURNED]-() REQUIRE event.eventId IS UNIQUE
