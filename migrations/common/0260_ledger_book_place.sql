-- +goose Up
-- Books are listed by where they lie.
CREATE INDEX x_ledger_book_township ON t_ledger_book (county_id, township_id, id);
CREATE INDEX x_ledger_book_village ON t_ledger_book (county_id, village_id, id);
