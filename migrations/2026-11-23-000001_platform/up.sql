-- What the machinery needs before the domain: folding of Vietnamese text, the journal and its
-- sequencer, stored answers to idempotency keys, and the version of the names held in memory.

CREATE EXTENSION IF NOT EXISTS btree_gist;

-- 'Hoà' and 'Hòa' both fold to 'hoa', so that a search finds a name however its marks are placed.
CREATE FUNCTION fold_vi(original text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN translate(lower(regexp_replace(normalize(original, NFD), '[\u0300-\u036f]', '', 'g')), 'đĐ', 'dd');
COMMENT ON FUNCTION fold_vi IS 'Lower case without diacritics, for search.';

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_TABLE_NAME || '_append_only';
END $$;

CREATE TABLE journal_entries (
    id            uuid PRIMARY KEY,
    -- (transaction, ordinal) orders the entries of one server so that none can appear before one already
    -- numbered; a database that is restored on another server goes on with that server's transactions.
    server        bigint NOT NULL DEFAULT ((pg_control_system()).system_identifier),
    transaction   bigint NOT NULL DEFAULT (pg_current_xact_id()::text::bigint),
    ordinal       bigint GENERATED ALWAYS AS IDENTITY,
    recorded_at   timestamptz NOT NULL,
    actor_id      uuid,
    actor_name    text NOT NULL,
    on_behalf_of  text,
    action        text NOT NULL CONSTRAINT journal_entries_action_form CHECK (action ~ '^[a-z_]+\.[a-z_]+$'),
    resource_type text NOT NULL,
    resource_id   uuid NOT NULL,
    version       bigint NOT NULL,
    before        jsonb,
    after         jsonb,
    request_id    uuid
);
COMMENT ON TABLE journal_entries IS 'One row per change, written in the transaction of the change. Source of the audit trail, the event feed and webhooks.';
COMMENT ON COLUMN journal_entries.server IS 'The system identifier of the PostgreSQL server that numbered the transaction.';
COMMENT ON COLUMN journal_entries.before IS 'What mattered before the change; null for a creation.';
CREATE UNIQUE INDEX journal_entries_order ON journal_entries (server, transaction, ordinal);
CREATE INDEX journal_entries_resource ON journal_entries (resource_id, action);
CREATE TRIGGER journal_entries_append_only BEFORE UPDATE OR DELETE ON journal_entries FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER journal_entries_no_truncate BEFORE TRUNCATE ON journal_entries FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE journal_positions (
    position bigint PRIMARY KEY,
    entry_id uuid NOT NULL CONSTRAINT journal_positions_entry_once UNIQUE REFERENCES journal_entries (id),
    hash     bytea NOT NULL
);
COMMENT ON TABLE journal_positions IS 'The gap-free order of committed journal entries, each chained to the one before it by SHA-256.';
CREATE TRIGGER journal_positions_append_only BEFORE UPDATE OR DELETE ON journal_positions FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER journal_positions_no_truncate BEFORE TRUNCATE ON journal_positions FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE journal_head (
    one         boolean PRIMARY KEY DEFAULT true CONSTRAINT journal_head_single CHECK (one),
    position    bigint NOT NULL,
    hash        bytea NOT NULL,
    server      bigint NOT NULL DEFAULT ((pg_control_system()).system_identifier),
    transaction bigint NOT NULL
);
COMMENT ON TABLE journal_head IS 'Where the sequencer stands: entries of this server''s transactions below this one are numbered.';
INSERT INTO journal_head (position, hash, transaction) VALUES (0, sha256(''), 0);

-- What the chain seals of an entry: all that it says, by the names under which the API shows it.
CREATE FUNCTION journal_text(entry journal_entries) RETURNS text
    LANGUAGE sql STABLE
    RETURN jsonb_build_object(
        'id', entry.id, 'at', to_char(entry.recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        'actor_id', entry.actor_id, 'actor', entry.actor_name, 'on_behalf_of', entry.on_behalf_of,
        'action', entry.action, 'resource', entry.resource_type, 'resource_id', entry.resource_id,
        'version', entry.version, 'before', entry.before, 'after', entry.after, 'request_id', entry.request_id
    )::text;

-- The previous hash and the sealed text, so that a stranger can recompute the chain from what is shown.
CREATE FUNCTION journal_hash(previous bytea, entry journal_entries) RETURNS bytea
    LANGUAGE sql STABLE
    RETURN sha256(previous || convert_to(journal_text(entry), 'UTF8'));

-- Numbers the entries of transactions that no running one can precede. One sequencer at a time.
CREATE FUNCTION sequence_journal() RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    here    bigint := (pg_control_system()).system_identifier;
    head    journal_head;
    entry   journal_entries;
    moved   boolean;
    horizon bigint;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('thidua.journal'));
    SELECT * INTO head FROM journal_head;
    horizon := pg_snapshot_xmin(pg_current_snapshot())::text::bigint;
    -- On another server than before, this server's transactions count from their beginning; those of the
    -- former run no more, so that whatever they left without a number comes first.
    moved := head.server <> here;
    IF moved THEN
        head.server := here;
        head.transaction := 0;
    END IF;
    FOR entry IN
        SELECT e.* FROM (
            SELECT * FROM journal_entries WHERE moved AND server <> here
            UNION ALL
            SELECT * FROM journal_entries WHERE server = here AND transaction >= head.transaction AND transaction < horizon
        ) e
        WHERE NOT EXISTS (SELECT FROM journal_positions p WHERE p.entry_id = e.id)
        ORDER BY e.server = here, CASE WHEN e.server = here THEN e.transaction END, e.ordinal
    LOOP
        head.position := head.position + 1;
        head.hash := journal_hash(head.hash, entry);
        INSERT INTO journal_positions (position, entry_id, hash) VALUES (head.position, entry.id, head.hash);
    END LOOP;
    -- An idle service writes nothing.
    UPDATE journal_head SET position = head.position, hash = head.hash, server = here, transaction = horizon
        WHERE moved OR position < head.position;
    RETURN head.position;
END $$;

-- The first position at which the journal is not as it was written; null where it is. The head knows how
-- far the chain had come, so an end that was cut off is missed; an entry without a position, of a
-- transaction or a server that the sequencer has passed, was slipped in.
CREATE FUNCTION verify_journal() RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    previous bytea := sha256('');
    expected bigint := 1;
    head     journal_head;
    link     record;
BEGIN
    SELECT * INTO head FROM journal_head;
    FOR link IN
        SELECT p.position, p.hash, e
        FROM journal_positions p JOIN journal_entries e ON e.id = p.entry_id
        WHERE p.position <= head.position ORDER BY p.position
    LOOP
        IF link.position <> expected OR link.hash <> journal_hash(previous, link.e) THEN
            RETURN expected;
        END IF;
        previous := link.hash;
        expected := expected + 1;
    END LOOP;
    IF expected <> head.position + 1 OR previous <> head.hash OR EXISTS (
        SELECT FROM journal_entries e
        WHERE (e.server = head.server AND e.transaction < head.transaction
               OR e.server NOT IN (head.server, (pg_control_system()).system_identifier))
            AND NOT EXISTS (SELECT FROM journal_positions p WHERE p.entry_id = e.id)
    ) THEN
        RETURN expected;
    END IF;
    RETURN NULL;
END $$;

CREATE TABLE idempotency_keys (
    principal    uuid NOT NULL,
    route        text NOT NULL,
    key          text NOT NULL,
    fingerprint  bytea NOT NULL,
    status       smallint NOT NULL,
    content_type text NOT NULL,
    location     text,
    version      bigint,
    body         bytea NOT NULL,
    created_at   timestamptz NOT NULL,
    CONSTRAINT idempotency_keys_once PRIMARY KEY (principal, route, key)
);
COMMENT ON TABLE idempotency_keys IS 'Answers given to an Idempotency-Key, written in the transaction of the effect and kept 24 hours.';
CREATE INDEX idempotency_keys_age ON idempotency_keys (created_at);

CREATE TABLE directory_versions (
    one     boolean PRIMARY KEY DEFAULT true CONSTRAINT directory_versions_single CHECK (one),
    version bigint NOT NULL
);
COMMENT ON TABLE directory_versions IS 'Rises with every change of a unit, a campaign or the name of an indicator set, in the same transaction: a reader that finds a newer version than what it holds reads it again before it answers.';
INSERT INTO directory_versions (version) VALUES (1);

CREATE FUNCTION bump_directory() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE directory_versions SET version = version + 1;
    RETURN NULL;
END $$;
