DROP FUNCTION verify_journal, sequence_journal, journal_hash, journal_text, bump_directory;
DROP TABLE journal_head, journal_positions, journal_entries, idempotency_keys, directory_versions;
DROP FUNCTION refuse_change, fold_vi;
