drop table ledger_entry;
drop table ledger_txn;
drop table ledger_account;
drop function ledger_txn_balances();
