DROP TABLE submissions, submission_values, submission_revisions, publications, publication_scores CASCADE;
DROP FUNCTION refuse_frozen_submission, refuse_frozen_values, check_submission_value, keep_submission_totals,
    check_superseded_publication, check_scores_complete;
