-- Emulation campaigns: what is asked, in editions that only a decision can change once issued.

CREATE TABLE campaigns (
    id                 uuid PRIMARY KEY,
    code               text NOT NULL CONSTRAINT campaigns_code_once UNIQUE CONSTRAINT campaigns_code_form CHECK (code ~ '^[A-Za-z0-9._-]{1,64}$'),
    name_vi            text NOT NULL CONSTRAINT campaigns_name_vi_given CHECK (btrim(name_vi) <> '') CONSTRAINT campaigns_name_vi_bounded CHECK (char_length(name_vi) <= 500),
    name_en            text CONSTRAINT campaigns_name_en_bounded CHECK (char_length(name_en) <= 500),
    theme_vi           text NOT NULL CONSTRAINT campaigns_theme_vi_bounded CHECK (char_length(theme_vi) <= 300),
    motto_vi           text CONSTRAINT campaigns_motto_vi_bounded CHECK (char_length(motto_vi) <= 1000),
    form               text NOT NULL CONSTRAINT campaigns_form_known CHECK (form IN ('regular', 'thematic')),
    year               integer NOT NULL CONSTRAINT campaigns_year_plausible CHECK (year BETWEEN 1945 AND 2200),
    organiser_id       uuid NOT NULL CONSTRAINT campaigns_organiser_known REFERENCES units (id),
    standing_agency_id uuid NOT NULL CONSTRAINT campaigns_standing_agency_known REFERENCES units (id),
    state              text NOT NULL CONSTRAINT campaigns_state_known CHECK (state IN (
                           'draft', 'proposed', 'issued', 'running', 'dossiers_closed', 'appraising', 'awarded',
                           'summarised', 'archived', 'cancelled')),
    edition            integer NOT NULL DEFAULT 1 CONSTRAINT campaigns_edition_positive CHECK (edition >= 1),
    proposal_number    text CONSTRAINT campaigns_proposal_number_bounded CHECK (char_length(proposal_number) <= 64),
    proposed_on        date,
    issued_on          date,
    launched_on        date,
    launched_precision text NOT NULL DEFAULT 'date' CONSTRAINT campaigns_launched_precision_known CHECK (launched_precision IN ('date', 'month')),
    dossiers_close_at  timestamptz,
    scores_close_at    timestamptz,
    reopened_at        timestamptz,
    version            bigint NOT NULL DEFAULT 1,
    created_at         timestamptz NOT NULL,
    updated_at         timestamptz NOT NULL,
    search             text NOT NULL GENERATED ALWAYS AS (fold_vi(code || ' ' || name_vi || ' ' || theme_vi)) STORED,
    CONSTRAINT campaigns_proposed_with_document CHECK (state IN ('draft', 'cancelled') OR (proposal_number IS NOT NULL AND proposed_on IS NOT NULL)),
    CONSTRAINT campaigns_drafts_undecided CHECK (state NOT IN ('draft', 'proposed') OR issued_on IS NULL),
    CONSTRAINT campaigns_issued_with_date CHECK (state IN ('draft', 'proposed', 'cancelled') OR issued_on IS NOT NULL),
    CONSTRAINT campaigns_running_once_launched CHECK (state IN ('draft', 'proposed', 'issued', 'cancelled') OR launched_on IS NOT NULL),
    CONSTRAINT campaigns_launched_month_first_day CHECK (launched_precision <> 'month' OR extract(day FROM launched_on) = 1)
);
COMMENT ON TABLE campaigns IS 'Emulation campaigns (phong trào thi đua): identity and state; their content stands in editions.';
COMMENT ON COLUMN campaigns.edition IS 'The edition in force; 1 as issued, one more with each amending decision.';
COMMENT ON COLUMN campaigns.launched_precision IS 'Whether launched_on is the day of the launch, or the first day of the month of which no more is known.';
COMMENT ON COLUMN campaigns.dossiers_close_at IS 'The first instant at which a dossier is late, computed from the milestone dossier_due.';
COMMENT ON COLUMN campaigns.scores_close_at IS 'The first instant at which a unit''s own scores are late, computed from the milestone self_score_due; null: until the appraisal begins.';
COMMENT ON COLUMN campaigns.reopened_at IS 'Set while dossiers are taken past the deadline, so that the service does not close them by itself again.';
CREATE UNIQUE INDEX campaigns_by_year ON campaigns (year, id);
CREATE TRIGGER campaigns_bump_directory AFTER INSERT OR UPDATE OR DELETE ON campaigns FOR EACH STATEMENT EXECUTE FUNCTION bump_directory();

CREATE TABLE campaign_editions (
    id              uuid PRIMARY KEY,
    campaign_id     uuid NOT NULL CONSTRAINT campaign_editions_campaign_known REFERENCES campaigns (id) ON DELETE CASCADE,
    number          integer NOT NULL CONSTRAINT campaign_editions_number_positive CHECK (number >= 1),
    decision_number text CONSTRAINT campaign_editions_decision_number_bounded CHECK (char_length(decision_number) <= 64),
    decided_on      date,
    signer          text CONSTRAINT campaign_editions_signer_bounded CHECK (char_length(signer) <= 200),
    signer_title_vi text CONSTRAINT campaign_editions_signer_title_vi_bounded CHECK (char_length(signer_title_vi) <= 200),
    reason          text CONSTRAINT campaign_editions_reason_bounded CHECK (char_length(reason) <= 2000),
    created_at      timestamptz NOT NULL,
    CONSTRAINT campaign_editions_number_once UNIQUE (campaign_id, number),
    CONSTRAINT campaign_editions_decided_whole CHECK (
        (decision_number IS NULL) = (decided_on IS NULL) AND (decision_number IS NULL) = (signer IS NULL)
        AND (decision_number IS NULL) = (signer_title_vi IS NULL)),
    CONSTRAINT campaign_editions_amended_by_decision CHECK (number = 1 OR (decision_number IS NOT NULL AND reason IS NOT NULL))
);
COMMENT ON TABLE campaign_editions IS 'The content of a campaign as one decision set it: the issuing decision, then each amending one.';

CREATE TABLE campaign_legal_bases (
    edition_id      uuid NOT NULL REFERENCES campaign_editions (id) ON DELETE CASCADE,
    ordinal         integer NOT NULL CONSTRAINT campaign_legal_bases_ordinal_positive CHECK (ordinal >= 1),
    text_as_printed text NOT NULL CONSTRAINT campaign_legal_bases_text_as_printed_bounded CHECK (char_length(text_as_printed) <= 2000),
    text_normalised text NOT NULL CONSTRAINT campaign_legal_bases_text_normalised_bounded CHECK (char_length(text_normalised) <= 2000),
    documents       jsonb NOT NULL,
    CONSTRAINT campaign_legal_bases_pk PRIMARY KEY (edition_id, ordinal)
);
COMMENT ON TABLE campaign_legal_bases IS 'The base lines (căn cứ) of the decision in their order, as printed and with typing errors corrected.';
COMMENT ON COLUMN campaign_legal_bases.documents IS 'The documents that the line cites: kind, number, date, issuer, title, provenance.';

CREATE TABLE campaign_milestones (
    edition_id uuid NOT NULL REFERENCES campaign_editions (id) ON DELETE CASCADE,
    ordinal    integer NOT NULL CONSTRAINT campaign_milestones_ordinal_positive CHECK (ordinal >= 1),
    code       text NOT NULL CONSTRAINT campaign_milestones_code_known CHECK (code IN (
                   'proposal', 'launch', 'decision_signed', 'unit_plan_due', 'self_score_due', 'dossier_due', 'appraisal_due', 'summary')),
    precision  text NOT NULL CONSTRAINT campaign_milestones_precision_known CHECK (precision IN ('date', 'month', 'before', 'none')),
    "on"       date,
    note_vi    text CONSTRAINT campaign_milestones_note_vi_bounded CHECK (char_length(note_vi) <= 1000),
    CONSTRAINT campaign_milestones_pk PRIMARY KEY (edition_id, code),
    CONSTRAINT campaign_milestones_ordinal_once UNIQUE (edition_id, ordinal),
    CONSTRAINT campaign_milestones_dated CHECK ((precision = 'none') = ("on" IS NULL)),
    CONSTRAINT campaign_milestones_month_first_day CHECK (precision <> 'month' OR extract(day FROM "on") = 1)
);
COMMENT ON TABLE campaign_milestones IS 'The dates of a campaign with the precision the decision gives them: a day, a month, or strictly before a day.';

CREATE TABLE campaign_domains (
    id               uuid PRIMARY KEY,
    edition_id       uuid NOT NULL REFERENCES campaign_editions (id) ON DELETE CASCADE,
    ordinal          integer NOT NULL CONSTRAINT campaign_domains_ordinal_positive CHECK (ordinal >= 1),
    code             text NOT NULL CONSTRAINT campaign_domains_code_form CHECK (code ~ '^[A-Za-zĐđ0-9.]{1,16}$'),
    label_as_printed text NOT NULL CONSTRAINT campaign_domains_label_as_printed_bounded CHECK (char_length(label_as_printed) <= 16),
    title_vi         text NOT NULL CONSTRAINT campaign_domains_title_vi_bounded CHECK (char_length(title_vi) <= 500),
    title_en         text CONSTRAINT campaign_domains_title_en_bounded CHECK (char_length(title_en) <= 500),
    CONSTRAINT campaign_domains_code_once UNIQUE (edition_id, code),
    CONSTRAINT campaign_domains_ordinal_once UNIQUE (edition_id, ordinal)
);
COMMENT ON TABLE campaign_domains IS 'Domains (lĩnh vực) in the order of the decision: a b c d đ e g.';

CREATE TABLE campaign_tasks (
    id          uuid PRIMARY KEY,
    domain_id   uuid NOT NULL REFERENCES campaign_domains (id) ON DELETE CASCADE,
    ordinal     integer NOT NULL CONSTRAINT campaign_tasks_ordinal_positive CHECK (ordinal >= 1),
    code        text NOT NULL CONSTRAINT campaign_tasks_code_form CHECK (code ~ '^[A-Za-zĐđ0-9.]{1,16}$'),
    title_vi    text NOT NULL CONSTRAINT campaign_tasks_title_vi_bounded CHECK (char_length(title_vi) <= 1000),
    title_en    text CONSTRAINT campaign_tasks_title_en_bounded CHECK (char_length(title_en) <= 1000),
    kind        text NOT NULL CONSTRAINT campaign_tasks_kind_known CHECK (kind IN (
                    'deliverable', 'continuous', 'reporting', 'inspection_plan', 'initiative', 'metric', 'event_record')),
    metric      text CONSTRAINT campaign_tasks_metric_form CHECK (metric ~ '^[A-Za-z0-9._-]{1,64}$'),
    operator    text CONSTRAINT campaign_tasks_operator_known CHECK (operator IN ('gt', 'ge', 'eq', 'le', 'lt')),
    threshold   numeric,
    CONSTRAINT campaign_tasks_code_once UNIQUE (domain_id, code),
    CONSTRAINT campaign_tasks_ordinal_once UNIQUE (domain_id, ordinal),
    CONSTRAINT campaign_tasks_target_whole CHECK ((metric IS NULL) = (operator IS NULL) AND (metric IS NULL) = (threshold IS NULL))
);
COMMENT ON TABLE campaign_tasks IS 'Tasks (nhiệm vụ) of a domain, with their numeric target where the decision gives one.';

CREATE TABLE campaign_criteria (
    id         uuid PRIMARY KEY,
    edition_id uuid NOT NULL REFERENCES campaign_editions (id) ON DELETE CASCADE,
    ordinal    integer NOT NULL CONSTRAINT campaign_criteria_ordinal_positive CHECK (ordinal >= 1),
    code       text NOT NULL CONSTRAINT campaign_criteria_code_form CHECK (code ~ '^[A-Za-z0-9._-]{1,64}$'),
    subject    text NOT NULL CONSTRAINT campaign_criteria_subject_known CHECK (subject IN ('collective', 'individual')),
    text_vi    text NOT NULL CONSTRAINT campaign_criteria_text_vi_bounded CHECK (char_length(text_vi) <= 2000),
    text_en    text CONSTRAINT campaign_criteria_text_en_bounded CHECK (char_length(text_en) <= 2000),
    clause     text NOT NULL CONSTRAINT campaign_criteria_clause_bounded CHECK (char_length(clause) <= 300),
    CONSTRAINT campaign_criteria_code_once UNIQUE (edition_id, code),
    CONSTRAINT campaign_criteria_ordinal_once UNIQUE (edition_id, ordinal)
);
COMMENT ON TABLE campaign_criteria IS 'Award criteria (tiêu chuẩn khen thưởng); all that apply must hold.';
COMMENT ON COLUMN campaign_criteria.clause IS 'Where the decision says so; shown with every verdict.';

CREATE TABLE campaign_rules (
    id           uuid PRIMARY KEY,
    criterion_id uuid NOT NULL REFERENCES campaign_criteria (id) ON DELETE CASCADE,
    ordinal      integer NOT NULL CONSTRAINT campaign_rules_ordinal_positive CHECK (ordinal >= 1),
    code         text NOT NULL CONSTRAINT campaign_rules_code_form CHECK (code ~ '^[A-Za-z0-9._-]{1,64}$'),
    metric       text NOT NULL CONSTRAINT campaign_rules_metric_known CHECK (metric IN (
                     'judgement', 'online_dossier_rate_pct', 'par_index_score', 'discipline_violations')),
    operator     text CONSTRAINT campaign_rules_operator_known CHECK (operator IN ('gt', 'ge', 'eq', 'le', 'lt')),
    threshold    numeric,
    applies_when text NOT NULL CONSTRAINT campaign_rules_applies_known CHECK (applies_when IN ('always', 'unit_scored_by_authority')),
    label_vi     text NOT NULL CONSTRAINT campaign_rules_label_vi_bounded CHECK (char_length(label_vi) <= 500),
    label_en     text CONSTRAINT campaign_rules_label_en_bounded CHECK (char_length(label_en) <= 500),
    CONSTRAINT campaign_rules_code_once UNIQUE (criterion_id, code),
    CONSTRAINT campaign_rules_ordinal_once UNIQUE (criterion_id, ordinal),
    CONSTRAINT campaign_rules_measured CHECK ((metric = 'judgement') = (operator IS NULL) AND (metric = 'judgement') = (threshold IS NULL))
);
COMMENT ON TABLE campaign_rules IS 'The rules of a criterion: a judgement by the appraiser, or a metric compared exactly with a threshold.';

CREATE TABLE campaign_participants (
    edition_id          uuid NOT NULL REFERENCES campaign_editions (id) ON DELETE CASCADE,
    ordinal             integer NOT NULL CONSTRAINT campaign_participants_ordinal_positive CHECK (ordinal >= 1),
    unit_id             uuid NOT NULL CONSTRAINT campaign_participants_unit_known REFERENCES units (id),
    scored_by_authority boolean NOT NULL,
    CONSTRAINT campaign_participants_pk PRIMARY KEY (edition_id, unit_id),
    CONSTRAINT campaign_participants_ordinal_once UNIQUE (edition_id, ordinal)
);
COMMENT ON TABLE campaign_participants IS 'Units that take part. Their officials take part with them.';
COMMENT ON COLUMN campaign_participants.scored_by_authority IS 'Whether a competent authority scores the unit on the PAR index; where not, that criterion does not apply.';

-- What a decision has set, only a decision changes: it makes the next edition. An edition that is not
-- yet in force (number above the campaign's) can still be written.
CREATE FUNCTION edition_is_issued(edition_id uuid) RETURNS boolean
    LANGUAGE sql STABLE
    RETURN EXISTS (
        SELECT 1 FROM campaign_editions e JOIN campaigns c ON c.id = e.campaign_id
        WHERE e.id = edition_is_issued.edition_id AND c.state NOT IN ('draft', 'proposed') AND e.number <= c.edition);

CREATE FUNCTION refuse_issued_content() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    line    jsonb;
    edition uuid;
BEGIN
    FOREACH line IN ARRAY ARRAY[to_jsonb(OLD), to_jsonb(NEW)] LOOP
        edition := CASE TG_TABLE_NAME
            WHEN 'campaign_editions' THEN (line ->> 'id')::uuid
            WHEN 'campaign_tasks' THEN (SELECT edition_id FROM campaign_domains WHERE id = (line ->> 'domain_id')::uuid)
            WHEN 'campaign_rules' THEN (SELECT edition_id FROM campaign_criteria WHERE id = (line ->> 'criterion_id')::uuid)
            ELSE (line ->> 'edition_id')::uuid
        END;
        IF edition_is_issued(edition) THEN
            RAISE EXCEPTION '% of an issued edition change only by an amending decision', TG_TABLE_NAME
                USING ERRCODE = 'restrict_violation', CONSTRAINT = 'campaign_content_frozen_once_issued';
        END IF;
    END LOOP;
    RETURN COALESCE(NEW, OLD);
END $$;

CREATE TRIGGER campaign_editions_frozen BEFORE INSERT OR UPDATE OR DELETE ON campaign_editions FOR EACH ROW EXECUTE FUNCTION refuse_issued_content();
CREATE TRIGGER campaign_legal_bases_frozen BEFORE INSERT OR UPDATE OR DELETE ON campaign_legal_bases FOR EACH ROW EXECUTE FUNCTION refuse_issued_content();
CREATE TRIGGER campaign_milestones_frozen BEFORE INSERT OR UPDATE OR DELETE ON campaign_milestones FOR EACH ROW EXECUTE FUNCTION refuse_issued_content();
CREATE TRIGGER campaign_domains_frozen BEFORE INSERT OR UPDATE OR DELETE ON campaign_domains FOR EACH ROW EXECUTE FUNCTION refuse_issued_content();
CREATE TRIGGER campaign_tasks_frozen BEFORE INSERT OR UPDATE OR DELETE ON campaign_tasks FOR EACH ROW EXECUTE FUNCTION refuse_issued_content();
CREATE TRIGGER campaign_criteria_frozen BEFORE INSERT OR UPDATE OR DELETE ON campaign_criteria FOR EACH ROW EXECUTE FUNCTION refuse_issued_content();
CREATE TRIGGER campaign_rules_frozen BEFORE INSERT OR UPDATE OR DELETE ON campaign_rules FOR EACH ROW EXECUTE FUNCTION refuse_issued_content();
CREATE TRIGGER campaign_participants_frozen BEFORE INSERT OR UPDATE OR DELETE ON campaign_participants FOR EACH ROW EXECUTE FUNCTION refuse_issued_content();

CREATE FUNCTION refuse_issued_identity() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'campaign % was issued as it is', OLD.code
        USING ERRCODE = 'restrict_violation', CONSTRAINT = 'campaigns_frozen_once_issued';
END $$;
CREATE TRIGGER campaigns_identity_frozen
    BEFORE UPDATE OF code, name_vi, name_en, theme_vi, motto_vi, form, year, organiser_id, standing_agency_id, issued_on ON campaigns
    FOR EACH ROW WHEN (OLD.issued_on IS NOT NULL AND
        (OLD.code, OLD.name_vi, OLD.name_en, OLD.theme_vi, OLD.motto_vi, OLD.form, OLD.year, OLD.organiser_id, OLD.standing_agency_id, OLD.issued_on)
        IS DISTINCT FROM
        (NEW.code, NEW.name_vi, NEW.name_en, NEW.theme_vi, NEW.motto_vi, NEW.form, NEW.year, NEW.organiser_id, NEW.standing_agency_id, NEW.issued_on))
    EXECUTE FUNCTION refuse_issued_identity();
CREATE TRIGGER campaigns_kept BEFORE DELETE ON campaigns FOR EACH ROW WHEN (OLD.issued_on IS NOT NULL) EXECUTE FUNCTION refuse_issued_identity();

-- Awards are granted by decisions that stand for ever, so what has rewarded is never called off. The first
-- signature notes it in a row of its own: signatures hold the campaign together, and none can change it.
CREATE TABLE campaign_awardings (
    campaign_id uuid PRIMARY KEY CONSTRAINT campaign_awardings_campaign_known REFERENCES campaigns (id),
    signed_on   date NOT NULL
);
COMMENT ON TABLE campaign_awardings IS 'Campaigns of which an award decision was signed (đã khen thưởng), with the date of the first to be signed. A revocation changes nothing of it.';
CREATE TRIGGER campaign_awardings_append_only BEFORE UPDATE OR DELETE ON campaign_awardings FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE FUNCTION refuse_cancellation_of_awarded() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM campaign_awardings WHERE campaign_id = OLD.id) THEN
        RAISE EXCEPTION 'campaign % has rewarded', OLD.code
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'campaigns_not_cancelled_once_awarded';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER campaigns_not_cancelled_once_awarded BEFORE UPDATE OF state ON campaigns
    FOR EACH ROW WHEN (NEW.state = 'cancelled') EXECUTE FUNCTION refuse_cancellation_of_awarded();
