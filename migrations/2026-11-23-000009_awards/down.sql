DROP TABLE nominations, nomination_verdicts, award_decisions, awards CASCADE;
