-- An appointment is announced as all that decides about times is, by a trigger: operations no longer say so beside it, each with
-- an id that nobody listens for. PostgreSQL sends equal announcements of a transaction once, however many statements it had.
create trigger announce after insert or update on booking for each statement execute function announce_booking();
