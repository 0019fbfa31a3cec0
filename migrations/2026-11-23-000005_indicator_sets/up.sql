-- Indicator sets: how a unit is measured.

CREATE TABLE indicator_sets (
    id              uuid PRIMARY KEY,
    code            text NOT NULL CONSTRAINT indicator_sets_code_once UNIQUE CONSTRAINT indicator_sets_code_form CHECK (code ~ '^[A-Za-z0-9._-]{1,64}$'),
    title_vi        text NOT NULL CONSTRAINT indicator_sets_title_vi_bounded CHECK (char_length(title_vi) <= 500),
    title_en        text CONSTRAINT indicator_sets_title_en_bounded CHECK (char_length(title_en) <= 500),
    basis_vi        text NOT NULL CONSTRAINT indicator_sets_basis_vi_bounded CHECK (char_length(basis_vi) <= 500),
    kind            text NOT NULL CONSTRAINT indicator_sets_kind_known CHECK (kind IN ('dti', 'par', 'service_quality', 'custom')),
    level           text NOT NULL CONSTRAINT indicator_sets_level_known CHECK (level IN ('any', 'ministry', 'province', 'district', 'commune', 'department')),
    max_points      numeric(12, 4) NOT NULL CONSTRAINT indicator_sets_max_points_not_negative CHECK (max_points >= 0),
    survey_max      numeric(12, 4),
    effective_from  date NOT NULL,
    effective_to    date,
    provenance      text NOT NULL CONSTRAINT indicator_sets_provenance_known CHECK (provenance IN ('confirmed', 'unconfirmed')),
    provenance_note text CONSTRAINT indicator_sets_provenance_note_bounded CHECK (char_length(provenance_note) <= 2000),
    bands           jsonb NOT NULL DEFAULT '[]',
    state           text NOT NULL CONSTRAINT indicator_sets_state_known CHECK (state IN ('draft', 'active', 'retired')),
    version         bigint NOT NULL DEFAULT 1,
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL,
    CONSTRAINT indicator_sets_validity_order CHECK (effective_from < effective_to),
    CONSTRAINT indicator_sets_confirmed_to_score CHECK (state = 'draft' OR provenance = 'confirmed'),
    CONSTRAINT indicator_sets_one_in_force EXCLUDE USING gist (kind WITH =, level WITH =, daterange(effective_from, effective_to) WITH &&)
        WHERE (state = 'active' AND kind <> 'custom')
);
COMMENT ON TABLE indicator_sets IS 'Indicator sets (bộ chỉ số), such as that of Decision 766/QĐ-TTg. Active sets never change.';
COMMENT ON COLUMN indicator_sets.kind IS 'Which index it measures: of each, one set is in force for a level on a day. Custom sets stand beside each other.';
COMMENT ON COLUMN indicator_sets.provenance IS 'Whether the points were checked against the document. Only confirmed sets may score.';
COMMENT ON COLUMN indicator_sets.bands IS 'Named bands of the total, each with its own provenance.';
CREATE TRIGGER indicator_sets_bump_directory AFTER INSERT OR UPDATE OF code, title_vi OR DELETE ON indicator_sets FOR EACH STATEMENT EXECUTE FUNCTION bump_directory();

-- In force, a set changes only by being retired.
CREATE FUNCTION refuse_frozen_set() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND (OLD.state, NEW.state) IN (('active', 'active'), ('active', 'retired'))
        AND to_jsonb(NEW) - '{state,version,updated_at}'::text[] = to_jsonb(OLD) - '{state,version,updated_at}'::text[]
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'set % is in force', OLD.code
        USING ERRCODE = 'restrict_violation', CONSTRAINT = 'indicator_sets_frozen_once_active';
END $$;
CREATE TRIGGER indicator_sets_frozen_once_active BEFORE UPDATE OR DELETE ON indicator_sets
    FOR EACH ROW WHEN (OLD.state <> 'draft') EXECUTE FUNCTION refuse_frozen_set();

CREATE TABLE indicators (
    id                uuid PRIMARY KEY,
    set_id            uuid NOT NULL CONSTRAINT indicators_set_known REFERENCES indicator_sets (id) ON DELETE CASCADE,
    parent_id         uuid CONSTRAINT indicators_parent_known REFERENCES indicators (id) ON DELETE CASCADE,
    ordinal           integer NOT NULL,
    code              text NOT NULL CONSTRAINT indicators_code_form CHECK (code ~ '^[A-Za-z0-9._-]{1,64}$'),
    title_vi          text NOT NULL CONSTRAINT indicators_title_vi_bounded CHECK (char_length(title_vi) <= 1000),
    title_en          text CONSTRAINT indicators_title_en_bounded CHECK (char_length(title_en) <= 1000),
    max_points        numeric(12, 4) NOT NULL CONSTRAINT indicators_max_points_not_negative CHECK (max_points >= 0),
    scored            boolean NOT NULL,
    leaf              boolean NOT NULL,
    method            text NOT NULL CONSTRAINT indicators_method_known CHECK (method IN ('self', 'auto', 'survey')),
    rule              jsonb NOT NULL,
    evidence_required boolean NOT NULL,
    note_vi           text CONSTRAINT indicators_note_vi_bounded CHECK (char_length(note_vi) <= 2000),
    CONSTRAINT indicators_code_once UNIQUE (set_id, code),
    CONSTRAINT indicators_ordinal_once UNIQUE (set_id, ordinal)
);
COMMENT ON TABLE indicators IS 'Indicators and their components, a tree in the order of the document.';
CREATE INDEX indicators_parent ON indicators (parent_id);
COMMENT ON COLUMN indicators.scored IS 'False for information only: collected, and left out of every total.';
COMMENT ON COLUMN indicators.leaf IS 'Whether values are given for it; the others are sums of what stands below them.';
COMMENT ON COLUMN indicators.rule IS 'How points follow from inputs: {"kind": "manual" | "ratio" | "steps" | "choice" | "sum", …}.';

CREATE FUNCTION refuse_frozen_indicators() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM indicator_sets WHERE id IN (NEW.set_id, OLD.set_id) AND state <> 'draft') THEN
        RAISE EXCEPTION 'indicators of a set in force are frozen'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'indicators_frozen_once_active';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER indicators_frozen_once_active BEFORE INSERT OR UPDATE OR DELETE ON indicators FOR EACH ROW EXECUTE FUNCTION refuse_frozen_indicators();

-- A set enters into force only when something in it counts, each parent's maximum is the sum of its
-- scored children's, and nothing scored stands below what is for information only, where no total
-- would count it.
CREATE FUNCTION check_points_add_up() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM indicators WHERE set_id = NEW.id AND leaf AND scored AND max_points > 0) THEN
        RAISE EXCEPTION 'nothing in set % is scored', NEW.code
            USING ERRCODE = 'check_violation', CONSTRAINT = 'indicator_sets_something_scored';
    END IF;
    IF EXISTS (
        SELECT 1 FROM indicators p JOIN indicators c ON c.parent_id = p.id
        WHERE p.set_id = NEW.id AND p.scored GROUP BY p.id
        HAVING p.max_points <> coalesce(sum(c.max_points) FILTER (WHERE c.scored), 0)
    ) OR EXISTS (
        SELECT 1 FROM indicators p JOIN indicators c ON c.parent_id = p.id
        WHERE p.set_id = NEW.id AND c.scored AND NOT p.scored
    ) OR NEW.max_points <> (SELECT coalesce(sum(max_points), 0) FROM indicators WHERE set_id = NEW.id AND parent_id IS NULL AND scored) THEN
        RAISE EXCEPTION 'points of set % do not add up', NEW.code
            USING ERRCODE = 'check_violation', CONSTRAINT = 'indicator_sets_points_add_up';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER indicator_sets_points_add_up BEFORE INSERT OR UPDATE ON indicator_sets
    FOR EACH ROW WHEN (NEW.state = 'active') EXECUTE FUNCTION check_points_add_up();
