-- The ledger by who and by what, newest first; a document by the id it carries on its film.
create index ledger_by_actor on ledger (actor, seq);
create index ledger_by_action on ledger (action, seq);
create index document_by_com_id on document (com_id) where com_id is not null;
