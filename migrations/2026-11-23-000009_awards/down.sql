DROP TABLE nominations, nomination_verdicts, award_decisions, awards CASCADE;
DROP FUNCTION refuse_change_of_granted, name_key;
