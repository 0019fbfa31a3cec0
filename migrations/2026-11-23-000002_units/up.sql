-- Units: who takes part, who organises, who appraises.

CREATE TABLE units (
    id              uuid PRIMARY KEY,
    code            text NOT NULL CONSTRAINT units_code_form CHECK (code ~ '^[A-Za-z0-9._-]{1,64}$'),
    name_vi         text NOT NULL CONSTRAINT units_name_vi_given CHECK (btrim(name_vi) <> '') CONSTRAINT units_name_vi_bounded CHECK (char_length(name_vi) <= 300),
    name_en         text CONSTRAINT units_name_en_bounded CHECK (char_length(name_en) <= 300),
    kind            text NOT NULL CONSTRAINT units_kind_known CHECK (kind IN (
                        'peoples_committee', 'peoples_council', 'office', 'specialised_agency', 'public_service_unit',
                        'fatherland_front', 'party_body', 'mass_organisation', 'vertical_agency')),
    level           text NOT NULL CONSTRAINT units_level_known CHECK (level IN ('central', 'province', 'district', 'commune')),
    parent_id       uuid CONSTRAINT units_parent_known REFERENCES units (id),
    identifier_code text CONSTRAINT units_identifier_code_form CHECK (identifier_code ~ '^[A-Za-z0-9._-]{1,64}$'),
    gso_code        text CONSTRAINT units_gso_code_form CHECK (gso_code ~ '^[0-9]{2,5}$'),
    valid_from      date,
    valid_to        date,
    provenance      text NOT NULL CONSTRAINT units_provenance_known CHECK (provenance IN ('confirmed', 'unconfirmed')),
    provenance_note text CONSTRAINT units_provenance_note_bounded CHECK (char_length(provenance_note) <= 1000),
    version         bigint NOT NULL DEFAULT 1,
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL,
    search          text NOT NULL GENERATED ALWAYS AS (fold_vi(code || ' ' || name_vi)) STORED,
    CONSTRAINT units_validity_order CHECK (valid_from < valid_to),
    CONSTRAINT units_not_own_parent CHECK (parent_id <> id),
    CONSTRAINT units_code_once_at_a_time EXCLUDE USING gist (code WITH =, daterange(valid_from, valid_to) WITH &&),
    CONSTRAINT units_gso_code_once_at_a_time EXCLUDE USING gist (gso_code WITH =, daterange(valid_from, valid_to) WITH &&)
);
COMMENT ON TABLE units IS 'Bodies of government, the Party, the Front and their units (cơ quan, đơn vị, địa phương), each over its period of existence.';
COMMENT ON COLUMN units.identifier_code IS 'Electronic identifier of the agency (Decision 20/2020/QĐ-TTg), such as H48.';
COMMENT ON COLUMN units.gso_code IS 'Code of the administrative unit at the statistics office; reused after 2025, so never a key by itself.';
COMMENT ON COLUMN units.valid_from IS 'First day of existence; null: since before the records.';
COMMENT ON COLUMN units.valid_to IS 'First day of no longer existing; null: still existing.';
CREATE INDEX units_parent ON units (parent_id);
CREATE UNIQUE INDEX units_by_code ON units (code, id);
CREATE INDEX units_by_name ON units (name_vi, id);

-- A unit is never above itself. The lock makes two opposite moves wait for each other.
CREATE FUNCTION refuse_unit_cycle() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('thidua.unit_tree'));
    IF EXISTS (
        WITH RECURSIVE above AS (
            SELECT id, parent_id FROM units WHERE id = NEW.parent_id
            UNION SELECT u.id, u.parent_id FROM units u JOIN above a ON u.id = a.parent_id
        ) SELECT 1 FROM above WHERE id = NEW.id
    ) THEN
        RAISE EXCEPTION 'unit % would be above itself', NEW.code
            USING ERRCODE = 'check_violation', CONSTRAINT = 'units_no_cycle';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER units_no_cycle BEFORE INSERT OR UPDATE OF parent_id ON units
    FOR EACH ROW WHEN (NEW.parent_id IS NOT NULL) EXECUTE FUNCTION refuse_unit_cycle();
CREATE TRIGGER units_bump_directory AFTER INSERT OR UPDATE OR DELETE ON units FOR EACH STATEMENT EXECUTE FUNCTION bump_directory();
