-- Submissions: a unit's scores on a set for a period, appraised value by value, published by decision.

CREATE TABLE submissions (
    id                uuid PRIMARY KEY,
    campaign_id       uuid NOT NULL CONSTRAINT submissions_campaign_known REFERENCES campaigns (id),
    set_id            uuid NOT NULL CONSTRAINT submissions_set_known REFERENCES indicator_sets (id),
    unit_id           uuid NOT NULL CONSTRAINT submissions_unit_known REFERENCES units (id),
    period            text NOT NULL CONSTRAINT submissions_period_form CHECK (period ~ '^[0-9]{4}(-(0[1-9]|1[0-2])|-Q[1-4])?$'),
    state             text NOT NULL CONSTRAINT submissions_state_known CHECK (state IN (
                          'open', 'submitted', 'appraising', 'explanation_requested', 'appraised', 'published')),
    revision          integer NOT NULL DEFAULT 0,
    self_total        numeric(12, 4) NOT NULL DEFAULT 0,
    appraised_total   numeric(12, 4),
    published_score   numeric(12, 4),
    values_given      integer NOT NULL DEFAULT 0,
    values_appraised  integer NOT NULL DEFAULT 0,
    sent_at           timestamptz,
    sent_by           uuid REFERENCES accounts (id),
    appraised_at      timestamptz,
    appraised_by      uuid REFERENCES accounts (id),
    authors           uuid[] NOT NULL DEFAULT '{}',
    version           bigint NOT NULL DEFAULT 1,
    created_at        timestamptz NOT NULL,
    updated_at        timestamptz NOT NULL,
    CONSTRAINT submissions_once_a_period UNIQUE (campaign_id, set_id, unit_id, period),
    CONSTRAINT submissions_sent_once_submitted CHECK (state = 'open' OR (sent_at IS NOT NULL AND sent_by IS NOT NULL AND revision >= 1)),
    CONSTRAINT submissions_appraised_whole CHECK (state NOT IN ('appraised', 'published') OR (appraised_total IS NOT NULL AND appraised_at IS NOT NULL AND appraised_by IS NOT NULL)),
    CONSTRAINT submissions_published_with_score CHECK ((state = 'published') = (published_score IS NOT NULL)),
    CONSTRAINT submissions_published_score_not_negative CHECK (published_score >= 0)
);
COMMENT ON TABLE submissions IS 'Self-assessments (tự đánh giá, chấm điểm) of a unit on a set for a year, quarter or month.';
COMMENT ON COLUMN submissions.self_total IS 'Sum of the self-scores of the leaves that count, kept by every write of a value.';
COMMENT ON COLUMN submissions.appraised_total IS 'Sum of the appraised scores of the leaves that count, kept by every write of a value; null before the first.';
COMMENT ON COLUMN submissions.published_score IS 'The score as last published: the appraised total, or what a superseding publication corrected it to.';
COMMENT ON COLUMN submissions.values_given IS 'How many leaves that count have a self-score.';
COMMENT ON COLUMN submissions.values_appraised IS 'How many leaves that count have an appraised score.';
COMMENT ON COLUMN submissions.authors IS 'Accounts that wrote to it for the unit: none of them may appraise it.';
CREATE UNIQUE INDEX submissions_of_campaign ON submissions (campaign_id, id);
CREATE INDEX submissions_of_unit ON submissions (unit_id, id);
CREATE INDEX submissions_published ON submissions (id) WHERE state = 'published';
CREATE INDEX submissions_published_of_campaign ON submissions (campaign_id, id) WHERE state = 'published';
CREATE INDEX submissions_by_self_total ON submissions (campaign_id, self_total, id);
CREATE INDEX submissions_by_appraised_total ON submissions (campaign_id, (coalesce(appraised_total, -1)), id);

CREATE TABLE submission_values (
    submission_id       uuid NOT NULL CONSTRAINT submission_values_submission_known REFERENCES submissions (id) ON DELETE CASCADE,
    indicator_id        uuid NOT NULL CONSTRAINT submission_values_indicator_known REFERENCES indicators (id),
    inputs              jsonb NOT NULL DEFAULT '{}',
    self_score          numeric(12, 4) CONSTRAINT submission_values_score_in_range CHECK (self_score >= 0),
    evidence            jsonb NOT NULL DEFAULT '[]',
    explanation         text CONSTRAINT submission_values_explanation_bounded CHECK (char_length(explanation) <= 4000),
    appraised_score     numeric(12, 4) CONSTRAINT submission_values_appraised_not_negative CHECK (appraised_score >= 0),
    appraisal_reason    text CONSTRAINT submission_values_appraisal_reason_bounded CHECK (char_length(appraisal_reason) <= 2000),
    appraised_by        uuid REFERENCES accounts (id),
    appraised_at        timestamptz,
    question            text CONSTRAINT submission_values_question_bounded CHECK (char_length(question) <= 2000),
    answer              text CONSTRAINT submission_values_answer_bounded CHECK (char_length(answer) <= 4000),
    updated_at          timestamptz NOT NULL,
    CONSTRAINT submission_values_pk PRIMARY KEY (submission_id, indicator_id),
    CONSTRAINT submission_values_appraised_whole CHECK ((appraised_score IS NULL) = (appraised_by IS NULL) AND (appraised_score IS NULL) = (appraised_at IS NULL)),
    CONSTRAINT submission_values_changed_with_reason CHECK (appraised_score IS NULL OR appraised_score IS NOT DISTINCT FROM self_score OR appraisal_reason IS NOT NULL),
    CONSTRAINT submission_values_answer_to_question CHECK (answer IS NULL OR question IS NOT NULL)
);
COMMENT ON TABLE submission_values IS 'One leaf indicator''s value: inputs, self-score with evidence or explanation, and the appraised score with its reason.';
COMMENT ON COLUMN submission_values.self_score IS 'Null where units claim nothing: a survey or a system measures, and the appraiser enters the score with its source.';
-- Replacing the tree of a draft set asks for each indicator whether a value refers to it.
CREATE INDEX submission_values_indicator ON submission_values (indicator_id);
COMMENT ON COLUMN submission_values.question IS 'The explanation that the appraiser asked for (yêu cầu giải trình).';

-- Once published, a submission changes only by the score that a superseding publication corrects.
CREATE FUNCTION refuse_frozen_submission() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE'
        AND to_jsonb(NEW) - '{published_score,version,updated_at}'::text[] = to_jsonb(OLD) - '{published_score,version,updated_at}'::text[]
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'submission % is published', OLD.id
        USING ERRCODE = 'restrict_violation', CONSTRAINT = 'submissions_frozen_once_published';
END $$;
CREATE TRIGGER submissions_frozen_once_published BEFORE UPDATE OR DELETE ON submissions
    FOR EACH ROW WHEN (OLD.state = 'published') EXECUTE FUNCTION refuse_frozen_submission();

CREATE FUNCTION refuse_frozen_values() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM submissions WHERE id = coalesce(NEW.submission_id, OLD.submission_id) AND state = 'published') THEN
        RAISE EXCEPTION 'values of a published submission are frozen'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'submission_values_frozen_once_published';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER submission_values_frozen_once_published BEFORE INSERT OR UPDATE OR DELETE ON submission_values
    FOR EACH ROW EXECUTE FUNCTION refuse_frozen_values();

-- Whoever writes: a value is of a leaf of the submission's own set, units claim just what is theirs to
-- score, and no score is above its maximum.
CREATE FUNCTION check_submission_value() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    most   numeric;
    method text;
BEGIN
    SELECT i.max_points, i.method INTO most, method
    FROM submissions s JOIN indicators i ON i.set_id = s.set_id AND i.leaf
    WHERE s.id = NEW.submission_id AND i.id = NEW.indicator_id;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'indicator % is no leaf of the set of submission %', NEW.indicator_id, NEW.submission_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'submission_values_of_the_set';
    END IF;
    IF (NEW.self_score IS NOT NULL) <> (method = 'self') THEN
        RAISE EXCEPTION 'indicator % is measured by %', NEW.indicator_id, method
            USING ERRCODE = 'check_violation', CONSTRAINT = 'submission_values_claimed_where_self';
    END IF;
    IF NEW.self_score > most OR NEW.appraised_score > most THEN
        RAISE EXCEPTION 'a score is above the maximum of %', most
            USING ERRCODE = 'check_violation', CONSTRAINT = 'submission_values_within_maximum';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER submission_values_checked BEFORE INSERT OR UPDATE ON submission_values
    FOR EACH ROW EXECUTE FUNCTION check_submission_value();

-- Totals follow the values in the same statement, so that lists and rankings never add up.
CREATE FUNCTION keep_submission_totals() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE submissions s
    SET self_total = t.self_total, appraised_total = t.appraised_total,
        values_given = t.values_given, values_appraised = t.values_appraised
    FROM (
        SELECT c.submission_id,
               coalesce(sum(v.self_score), 0) AS self_total, sum(v.appraised_score) AS appraised_total,
               count(v.self_score) AS values_given, count(v.appraised_score) AS values_appraised
        FROM (SELECT DISTINCT submission_id FROM changed) c
        LEFT JOIN (submission_values v
                   JOIN indicators i ON i.id = v.indicator_id AND i.leaf AND i.scored AND i.max_points > 0)
            ON v.submission_id = c.submission_id
        GROUP BY c.submission_id
    ) t
    WHERE s.id = t.submission_id;
    RETURN NULL;
END $$;
CREATE TRIGGER submission_totals_after_insert AFTER INSERT ON submission_values
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION keep_submission_totals();
CREATE TRIGGER submission_totals_after_update AFTER UPDATE ON submission_values
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION keep_submission_totals();
CREATE TRIGGER submission_totals_after_delete AFTER DELETE ON submission_values
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION keep_submission_totals();

CREATE TABLE submission_revisions (
    submission_id uuid NOT NULL REFERENCES submissions (id) ON DELETE CASCADE,
    revision      integer NOT NULL CONSTRAINT submission_revisions_positive CHECK (revision >= 1),
    self_total    numeric(12, 4) NOT NULL,
    snapshot      jsonb NOT NULL,
    sent_at       timestamptz NOT NULL,
    sent_by       uuid NOT NULL REFERENCES accounts (id),
    CONSTRAINT submission_revisions_pk PRIMARY KEY (submission_id, revision)
);
COMMENT ON TABLE submission_revisions IS 'What a unit sent, each time it sent: never changed afterwards.';
CREATE TRIGGER submission_revisions_append_only BEFORE UPDATE OR DELETE ON submission_revisions FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TABLE publications (
    id              uuid PRIMARY KEY,
    campaign_id     uuid NOT NULL CONSTRAINT publications_campaign_known REFERENCES campaigns (id),
    index_kind      text NOT NULL CONSTRAINT publications_index_kind_known CHECK (index_kind IN ('submitted_set', 'par_index')),
    set_id          uuid CONSTRAINT publications_set_known REFERENCES indicator_sets (id),
    period          text NOT NULL CONSTRAINT publications_period_form CHECK (period ~ '^[0-9]{4}(-(0[1-9]|1[0-2])|-Q[1-4])?$'),
    decision_number text NOT NULL CONSTRAINT publications_decision_number_given CHECK (btrim(decision_number) <> '') CONSTRAINT publications_decision_number_bounded CHECK (char_length(decision_number) <= 64),
    issued_on       date NOT NULL,
    issuer_vi       text NOT NULL CONSTRAINT publications_issuer_vi_bounded CHECK (char_length(issuer_vi) <= 200),
    signer          text NOT NULL CONSTRAINT publications_signer_bounded CHECK (char_length(signer) <= 200),
    supersedes_id   uuid CONSTRAINT publications_supersedes_known REFERENCES publications (id) CONSTRAINT publications_superseded_once UNIQUE,
    score_count     integer NOT NULL CONSTRAINT publications_scores_given CHECK (score_count >= 1),
    version         bigint NOT NULL DEFAULT 1,
    created_at      timestamptz NOT NULL,
    CONSTRAINT publications_set_where_submitted CHECK ((index_kind = 'submitted_set') = (set_id IS NOT NULL))
);
COMMENT ON TABLE publications IS 'Publications of scores by a numbered decision. A correction is a new publication that supersedes.';
COMMENT ON COLUMN publications.index_kind IS 'submitted_set: appraised submissions of a set here; par_index: the PAR index (Chỉ số CCHC) as the competent authority published it.';
COMMENT ON COLUMN publications.score_count IS 'How many scores it holds: all are written at once, and none is added later.';
CREATE UNIQUE INDEX publications_one_first ON publications (campaign_id, index_kind, coalesce(set_id, campaign_id), period) WHERE supersedes_id IS NULL;
CREATE INDEX publications_of_campaign ON publications (campaign_id, id);
CREATE TRIGGER publications_append_only BEFORE UPDATE OR DELETE ON publications FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- A correction is of the same index and period, and by a decision that is not older.
CREATE FUNCTION check_superseded_publication() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM publications p
        WHERE p.id = NEW.supersedes_id AND p.campaign_id = NEW.campaign_id AND p.index_kind = NEW.index_kind
            AND p.set_id IS NOT DISTINCT FROM NEW.set_id AND p.period = NEW.period AND p.issued_on <= NEW.issued_on
    ) THEN
        RAISE EXCEPTION 'publication % is not of this index and period', NEW.supersedes_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'publications_supersede_their_like';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER publications_supersede_their_like BEFORE INSERT ON publications
    FOR EACH ROW WHEN (NEW.supersedes_id IS NOT NULL) EXECUTE FUNCTION check_superseded_publication();

CREATE TABLE publication_scores (
    publication_id  uuid NOT NULL REFERENCES publications (id),
    unit_id         uuid NOT NULL CONSTRAINT publication_scores_unit_known REFERENCES units (id),
    submission_id   uuid REFERENCES submissions (id),
    score           numeric(12, 4) NOT NULL CONSTRAINT publication_scores_not_negative CHECK (score >= 0),
    unit_of_measure text NOT NULL CONSTRAINT publication_scores_measure_known CHECK (unit_of_measure IN ('point', 'percent')),
    CONSTRAINT publication_scores_pk PRIMARY KEY (publication_id, unit_id),
    CONSTRAINT publication_scores_percent_within_hundred CHECK (unit_of_measure <> 'percent' OR score <= 100)
);
COMMENT ON TABLE publication_scores IS 'The published score of each unit; compared as published, never recomputed.';
CREATE TRIGGER publication_scores_append_only BEFORE UPDATE OR DELETE ON publication_scores FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE FUNCTION check_scores_complete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM publications p
        WHERE p.id IN (SELECT publication_id FROM added)
            AND p.score_count <> (SELECT count(*) FROM publication_scores s WHERE s.publication_id = p.id)
    ) THEN
        RAISE EXCEPTION 'the scores of a publication are written whole, and only once'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'publication_scores_complete';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER publication_scores_complete AFTER INSERT ON publication_scores
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION check_scores_complete();
