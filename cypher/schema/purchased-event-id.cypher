// An event of this type is in the graph at most once, whoever writes it and however often.
CREATE CONSTRAINT purchased_event_id IF NOT EXISTS FOR ()-[event:PURCHASED]-() REQUIRE event.eventId IS UNIQUE
