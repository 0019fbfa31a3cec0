-- Monthly figures of a unit's one-stop shop: the source of the online-dossier criterion.

CREATE TABLE statistics (
    id               uuid PRIMARY KEY,
    unit_id          uuid NOT NULL CONSTRAINT statistics_unit_known REFERENCES units (id),
    month            date NOT NULL CONSTRAINT statistics_month_first_day CHECK (extract(day FROM month) = 1),
    revision         integer NOT NULL CONSTRAINT statistics_revision_positive CHECK (revision >= 1),
    received         integer NOT NULL,
    received_online  integer NOT NULL,
    resolved         integer NOT NULL,
    resolved_on_time integer NOT NULL,
    source           text NOT NULL CONSTRAINT statistics_source_given CHECK (btrim(source) <> '') CONSTRAINT statistics_source_bounded CHECK (char_length(source) <= 500),
    correction_note  text CONSTRAINT statistics_correction_note_bounded CHECK (char_length(correction_note) <= 1000),
    superseded_at    timestamptz,
    imported_at      timestamptz NOT NULL,
    imported_by      uuid NOT NULL REFERENCES accounts (id),
    CONSTRAINT statistics_revision_once UNIQUE (unit_id, month, revision),
    CONSTRAINT statistics_not_negative CHECK (least(received, received_online, resolved, resolved_on_time) >= 0),
    CONSTRAINT statistics_online_within_received CHECK (received_online <= received),
    CONSTRAINT statistics_on_time_within_resolved CHECK (resolved_on_time <= resolved),
    CONSTRAINT statistics_corrected_with_note CHECK (revision = 1 OR correction_note IS NOT NULL)
);
COMMENT ON TABLE statistics IS 'Dossier counts of a unit and month as the one-stop-shop system reported them. A correction is a further revision; earlier ones stay.';
COMMENT ON COLUMN statistics.received IS 'Dossiers (hồ sơ) received in the month, by every channel: the denominator of the online rate as this campaign defines it.';
CREATE UNIQUE INDEX statistics_current ON statistics (unit_id, month) WHERE superseded_at IS NULL;
CREATE INDEX statistics_by_month ON statistics (month, id);

-- What was reported stays as it was reported: a revision is superseded once, and nothing else of it changes.
CREATE TRIGGER statistics_figures_kept BEFORE DELETE OR UPDATE OF
    id, unit_id, month, revision, received, received_online, resolved, resolved_on_time, source, correction_note, imported_at, imported_by
    ON statistics FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER statistics_superseded_once BEFORE UPDATE ON statistics
    FOR EACH ROW WHEN (OLD.superseded_at IS NOT NULL) EXECUTE FUNCTION refuse_change();
