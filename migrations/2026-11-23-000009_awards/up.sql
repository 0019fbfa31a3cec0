-- From a nomination to the decision that rewards it.

-- Hùng and Hưng are two people, so diacritics count; Hoà and Hòa are one, so tones stand at the end of their syllable.
CREATE FUNCTION name_key(original text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN lower(regexp_replace(
        regexp_replace(btrim(normalize(original, NFD)), '\s+', ' ', 'g'),
        '([\u0300\u0301\u0303\u0309\u0323])(\S*)', '\2\1', 'g'));
COMMENT ON FUNCTION name_key IS 'A name as one person bears it, however it is typed: case, spaces and the place of the tone do not count.';

CREATE TABLE nominations (
    id                  uuid PRIMARY KEY,
    campaign_id         uuid NOT NULL CONSTRAINT nominations_campaign_known REFERENCES campaigns (id),
    subject             text NOT NULL CONSTRAINT nominations_subject_known CHECK (subject IN ('collective', 'individual')),
    unit_id             uuid NOT NULL CONSTRAINT nominations_unit_known REFERENCES units (id),
    person_name         text CONSTRAINT nominations_person_name_bounded CHECK (char_length(person_name) <= 200),
    person_position     text CONSTRAINT nominations_person_position_bounded CHECK (char_length(person_position) <= 300),
    award_form          text NOT NULL CONSTRAINT nominations_form_known CHECK (award_form IN (
                            'giay_khen_chu_tich_xa', 'giay_khen_chu_tich_huyen', 'bang_khen_tinh', 'bang_khen_thu_tuong',
                            'lao_dong_tien_tien', 'chien_si_thi_dua_co_so', 'tap_the_lao_dong_tien_tien', 'tap_the_lao_dong_xuat_sac',
                            'co_thi_dua_tinh', 'xa_phuong_dac_khu_tieu_bieu')),
    achievement_summary text NOT NULL CONSTRAINT nominations_achievement_summary_bounded CHECK (char_length(achievement_summary) <= 10000),
    papers              jsonb NOT NULL DEFAULT '[]',
    state               text NOT NULL CONSTRAINT nominations_state_known CHECK (state IN (
                            'draft', 'submitted', 'returned', 'eligible', 'ineligible', 'pending', 'to_decider',
                            'granted', 'refused', 'withdrawn', 'revoked')),
    edition             integer,
    submitted_at        timestamptz,
    submitted_by        uuid REFERENCES accounts (id),
    late                boolean,
    late_reason         text CONSTRAINT nominations_late_reason_bounded CHECK (char_length(late_reason) <= 2000),
    appraised_by        uuid REFERENCES accounts (id),
    version             bigint NOT NULL DEFAULT 1,
    created_at          timestamptz NOT NULL,
    updated_at          timestamptz NOT NULL,
    CONSTRAINT nominations_person_named CHECK ((subject = 'individual') = (person_name IS NOT NULL)),
    CONSTRAINT nominations_position_of_person CHECK (subject = 'individual' OR person_position IS NULL),
    CONSTRAINT nominations_submitted_whole CHECK (state IN ('draft', 'withdrawn') OR (submitted_at IS NOT NULL AND submitted_by IS NOT NULL AND late IS NOT NULL)),
    CONSTRAINT nominations_late_with_reason CHECK (late IS NOT TRUE OR late_reason IS NOT NULL),
    CONSTRAINT nominations_appraised_by_someone CHECK (state NOT IN ('eligible', 'ineligible', 'pending', 'to_decider', 'granted', 'refused', 'revoked') OR appraised_by IS NOT NULL)
);
COMMENT ON TABLE nominations IS 'Nominations (hồ sơ đề nghị khen thưởng) of a unit or a person for one award.';
COMMENT ON COLUMN nominations.edition IS 'The campaign edition whose criteria were applied.';
CREATE UNIQUE INDEX nominations_once_a_subject ON nominations (campaign_id, award_form, unit_id, coalesce(name_key(person_name), ''))
    WHERE state NOT IN ('withdrawn', 'revoked');
CREATE UNIQUE INDEX nominations_of_campaign ON nominations (campaign_id, id);
CREATE INDEX nominations_of_unit ON nominations (unit_id, id);

CREATE TABLE nomination_verdicts (
    nomination_id uuid NOT NULL REFERENCES nominations (id) ON DELETE CASCADE,
    rule_id       uuid NOT NULL REFERENCES campaign_rules (id),
    verdict       text NOT NULL CONSTRAINT nomination_verdicts_known CHECK (verdict IN ('pass', 'fail', 'pending', 'not_applicable')),
    observed      jsonb NOT NULL,
    source        jsonb NOT NULL,
    reason        text CONSTRAINT nomination_verdicts_reason_bounded CHECK (char_length(reason) <= 2000),
    evaluated_at  timestamptz NOT NULL,
    CONSTRAINT nomination_verdicts_pk PRIMARY KEY (nomination_id, rule_id)
);
COMMENT ON TABLE nomination_verdicts IS 'The verdict on each rule with what was observed, where it was read and when: a stored snapshot that a stranger can recompute.';
CREATE INDEX nomination_verdicts_rule ON nomination_verdicts (rule_id);
COMMENT ON COLUMN nomination_verdicts.observed IS 'The value compared, as exact numbers: {"numerator", "denominator"}, {"score"}, {"count"} or {"judgement"}.';

CREATE TABLE award_decisions (
    id                     uuid PRIMARY KEY,
    campaign_id            uuid NOT NULL CONSTRAINT award_decisions_campaign_known REFERENCES campaigns (id),
    organiser_id           uuid NOT NULL CONSTRAINT award_decisions_organiser_known REFERENCES units (id),
    state                  text NOT NULL CONSTRAINT award_decisions_state_known CHECK (state IN ('draft', 'signed')),
    title_vi               text NOT NULL CONSTRAINT award_decisions_title_given CHECK (btrim(title_vi) <> '') CONSTRAINT award_decisions_title_vi_bounded CHECK (char_length(title_vi) <= 1000),
    drafted_by             uuid NOT NULL REFERENCES accounts (id),
    number                 text CONSTRAINT award_decisions_number_bounded CHECK (char_length(number) <= 100),
    signed_on              date,
    signer                 text CONSTRAINT award_decisions_signer_bounded CHECK (char_length(signer) <= 200),
    signer_office          text CONSTRAINT award_decisions_office_known CHECK (signer_office IN (
                               'district_chairman', 'commune_chairman', 'provincial_chairman', 'provincial_department_head')),
    signed_by              uuid REFERENCES accounts (id),
    policy_id              uuid REFERENCES award_policies (id),
    base_salary_vnd        bigint,
    base_salary_provenance text CONSTRAINT award_decisions_salary_provenance_known CHECK (base_salary_provenance IN ('confirmed', 'unconfirmed')),
    version                bigint NOT NULL DEFAULT 1,
    created_at             timestamptz NOT NULL,
    updated_at             timestamptz NOT NULL,
    CONSTRAINT award_decisions_signed_whole CHECK (CASE state
        WHEN 'signed' THEN num_nulls(number, signed_on, signer, signer_office, signed_by, policy_id, base_salary_vnd, base_salary_provenance) = 0
        ELSE num_nonnulls(number, signed_on, signer, signer_office, signed_by, policy_id, base_salary_vnd, base_salary_provenance) = 0 END),
    CONSTRAINT award_decisions_signer_did_not_draft CHECK (signed_by <> drafted_by)
);
COMMENT ON TABLE award_decisions IS 'Award decisions (quyết định khen thưởng): drafted by the standing agency, signed by the decider, then fixed.';
COMMENT ON COLUMN award_decisions.organiser_id IS 'The unit that organised the campaign when the decision was drafted: over whom one decides.';
CREATE INDEX award_decisions_of_campaign ON award_decisions (campaign_id, id);
CREATE UNIQUE INDEX award_decisions_number_once ON award_decisions (organiser_id, number, extract(year FROM signed_on));

CREATE TABLE awards (
    id                   uuid PRIMARY KEY,
    decision_id          uuid NOT NULL CONSTRAINT awards_decision_known REFERENCES award_decisions (id) ON DELETE CASCADE,
    nomination_id        uuid NOT NULL CONSTRAINT awards_nomination_known REFERENCES nominations (id),
    ordinal              integer NOT NULL,
    coefficient          numeric(6, 3),
    rate_provenance      text CONSTRAINT awards_rate_provenance_known CHECK (rate_provenance IN ('confirmed', 'unconfirmed')),
    rounding             text CONSTRAINT awards_rounding_known CHECK (rounding IN ('none', 'nearest', 'up')),
    rounding_unit        bigint,
    rounding_provenance  text CONSTRAINT awards_rounding_provenance_known CHECK (rounding_provenance IN ('confirmed', 'unconfirmed')),
    authority_provenance text CONSTRAINT awards_authority_provenance_known CHECK (authority_provenance IN ('confirmed', 'unconfirmed')),
    amount_vnd           bigint CONSTRAINT awards_amount_not_negative CHECK (amount_vnd >= 0),
    revoked_on           date,
    revocation_ground    text CONSTRAINT awards_revocation_ground_known CHECK (revocation_ground IN (
                             'fraudulent_achievement', 'false_papers', 'unlawful_appraisal', 'later_violation')),
    revocation_number    text CONSTRAINT awards_revocation_number_bounded CHECK (char_length(revocation_number) <= 100),
    revocation_reason    text CONSTRAINT awards_revocation_reason_bounded CHECK (char_length(revocation_reason) <= 2000),
    CONSTRAINT awards_nomination_once UNIQUE (nomination_id),
    CONSTRAINT awards_ordinal_once UNIQUE (decision_id, ordinal),
    CONSTRAINT awards_amount_whole CHECK (num_nulls(coefficient, rate_provenance, rounding, rounding_unit, rounding_provenance,
        authority_provenance, amount_vnd) IN (0, 7)),
    CONSTRAINT awards_revoked_whole CHECK (num_nulls(revoked_on, revocation_ground, revocation_number, revocation_reason) IN (0, 4)),
    CONSTRAINT awards_revoked_once_granted CHECK (revoked_on IS NULL OR amount_vnd IS NOT NULL)
);
COMMENT ON TABLE awards IS 'The awards of a decision with the bonus frozen at signing, all its inputs beside it.';
COMMENT ON COLUMN awards.revocation_ground IS 'Law 06/2022/QH15, chapter VII.';

-- A signed decision is fixed: nothing of it changes but its version, which a revocation raises.
CREATE TRIGGER award_decisions_fixed_once_signed BEFORE UPDATE OF
    id, campaign_id, organiser_id, state, title_vi, drafted_by, number, signed_on, signer, signer_office, signed_by, policy_id,
    base_salary_vnd, base_salary_provenance, created_at
    ON award_decisions FOR EACH ROW WHEN (OLD.state = 'signed') EXECUTE FUNCTION refuse_change();
CREATE TRIGGER award_decisions_kept_once_signed BEFORE DELETE ON award_decisions
    FOR EACH ROW WHEN (OLD.state = 'signed') EXECUTE FUNCTION refuse_change();

-- Its awards are fixed with it; each can be revoked, once.
CREATE FUNCTION refuse_change_of_granted() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    revocation CONSTANT text[] := ARRAY['revoked_on', 'revocation_ground', 'revocation_number', 'revocation_reason'];
BEGIN
    IF EXISTS (SELECT FROM award_decisions WHERE id IN (OLD.decision_id, NEW.decision_id) AND state = 'signed')
       AND NOT coalesce(TG_OP = 'UPDATE' AND OLD.revoked_on IS NULL AND to_jsonb(OLD) - revocation = to_jsonb(NEW) - revocation, false) THEN
        RAISE EXCEPTION 'the awards of a signed decision are fixed'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'awards_fixed_once_signed';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER awards_fixed_once_signed BEFORE INSERT OR UPDATE OR DELETE ON awards
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_granted();
