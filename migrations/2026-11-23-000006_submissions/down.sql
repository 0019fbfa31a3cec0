DROP TABLE submissions, submission_values, submission_revisions, publications, publication_scores CASCADE;
